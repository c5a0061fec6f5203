import type { Act } from '#src/audit/audit.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { type Money, money } from '#src/platform/money.ts'
import { addEntry } from '#src/time/entry.ts'
import { changeService, createService, setRounding } from '#src/time/service.ts'
import type { Dice } from './dice.ts'
import { daysAgo, today } from './moments.ts'
import type { Colleague } from './staff.ts'

const euros = (amount: number) => money(amount * 100, 'EUR')

/** What an hour costs, and what is written for it. */
const services: readonly { name: string; rate: Money | null; work: readonly string[] }[] = [
  {
    name: 'Bookkeeping',
    rate: euros(45),
    work: [
      'Invoices of the month posted',
      'Bank statements reconciled',
      'Receipts sorted and filed',
      'Supplier accounts checked',
    ],
  },
  {
    name: 'Payroll',
    rate: euros(40),
    work: ['Payslips made and sent', 'New employee registered', 'Holiday pay worked out'],
  },
  {
    name: 'Tax returns',
    rate: euros(75),
    work: ['VAT return prepared', 'Income tax return, questions', 'Corporate tax, draft'],
  },
  {
    name: 'Advice',
    rate: euros(120),
    work: ['Call about the new premises', 'Meeting: year ahead', 'Letter to the tax office'],
  },
]
const unpaid = ['Called back, nobody there', 'Looked for a missing statement', 'Folder put in order']
const minutes = [12, 18, 25, 30, 45, 50, 60, 75, 90, 105, 120, 150]

const weeks = 9
const perDay = 3

/** What three people have done on the working days of two months, on accounts that they are on the team of. Their hours are rounded up to six minutes. */
export async function enterTime(act: Act, dice: Dice, colleagues: readonly Colleague[]): Promise<void> {
  const owner = colleagues[0]!
  await setRounding(act, 6)
  const made: { id: number; work: readonly string[] }[] = []
  for (const { work, ...fields } of services)
    made.push({ work, id: await createService(act, { ...fields, is_active: 1 }) })
  const [, , , advice] = made
  // The owner's advice is dearer.
  await changeService(
    act,
    advice!.id,
    1,
    { name: 'Advice', rate: euros(120), is_active: 1 },
    new Map([[owner.staffId, euros(150)]]),
  )
  const teams = new Map<Colleague, number[]>()
  for (const by of colleagues) teams.set(by, await accountsOfTeam(act, by.staffId))
  for (let ago = weeks * 7; ago >= 0; ago--) {
    const day = daysAfter(today(act), -ago)
    if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue
    for (const [by, accounts] of teams)
      for (let i = dice.below(perDay + 1); i > 0; i--) {
        const service = dice.chance(0.85) ? dice.pick(made) : null
        await addEntry(daysAgo(act, ago, by), dice.pick(accounts), by.staffId, {
          day,
          minutes: dice.pick(minutes),
          work: dice.pick(service?.work ?? unpaid),
          service_id: service?.id ?? null,
          billable: service ? 1 : 0,
        })
      }
  }
}

const accountsOfTeam = async (act: Act, staffId: number): Promise<number[]> =>
  (
    await act.trx
      .selectFrom('account_team')
      .select('account_id')
      .where('staff_id', '=', staffId)
      .orderBy('account_id')
      .limit(40)
      .execute()
  ).map((row) => row.account_id)
