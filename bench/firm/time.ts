import { seeded } from '#src/demo/dice.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Noun } from './firm.ts'
import { employeeId } from './staff.ts'

const services = ['Bookkeeping', 'Payroll', 'Tax returns']
const entriesOfBig = 2000

/** A few accounts have years of entries, some others one; of the employee's too. */
export const timeOf: Noun = ({ bulk, now, everyNth }) => {
  const rate = (service: number) => 3500 + service * 1000
  for (const [i, name] of services.entries())
    bulk.add('service', {
      id: i + 1,
      name,
      name_key: fold(name),
      rate: rate(i + 1),
      currency: 'EUR',
      created_at: new Date(now).toISOString(),
    })
  const dice = seeded(6)
  return ({ id: account_id, preparer, isOfEmployee }) => {
    const count = isOfEmployee && account_id <= everyNth * 3 ? entriesOfBig : account_id % 3 === 0 ? 1 : 0
    for (let i = 0; i < count; i++) {
      const day = new Date(now - dice.below(3 * 365) * 86_400_000).toISOString().slice(0, 10)
      const service_id = 1 + dice.below(services.length)
      bulk.add('time_entry', {
        account_id,
        staff_id: dice.chance(0.3) ? employeeId : preparer,
        day,
        minutes: 6 + dice.below(200),
        work: 'Invoices of the month posted',
        service_id,
        billable: dice.chance(0.9) ? 1 : 0,
        rate: rate(service_id),
        currency: 'EUR',
        created_at: `${day}T17:00:00.000Z`,
      })
    }
  }
}
