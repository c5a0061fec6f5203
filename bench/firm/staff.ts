import { seeded } from '#src/demo/dice.ts'
import { firstNames, lastNames } from '#src/demo/names.ts'
import { fold } from '#src/platform/language/fold.ts'
import { hashPassword } from '#src/staff/password.ts'
import type { Firm } from './firm.ts'

export const people = { owner: 'owner@bench.example', employee: 'employee@bench.example' }
export const password = 'the password of the bench'
export const [ownerId, employeeId] = [1, 2]

const staffCount = 25
const firstAdmin = 24

/** The owner, the employee who signs in, two admins, and the others, who prepare the accounts. */
export async function addStaff({ bulk, now }: Firm): Promise<void> {
  const dice = seeded(25)
  const password_hash = await hashPassword(password)
  for (let id = 1; id <= staffCount; id++) {
    const name = `${dice.pick(firstNames.en)} ${dice.pick(lastNames.en)}`
    const email = id === ownerId ? people.owner : id === employeeId ? people.employee : `staff${id}@bench.example`
    bulk.add('staff', {
      id,
      email,
      email_key: email,
      name,
      sort_name: fold(name),
      role: id === ownerId ? 'owner' : id >= firstAdmin ? 'admin' : 'employee',
      password_hash,
      language: 'en',
      created_at: new Date(now).toISOString(),
    })
  }
}

/** Somebody who prepares accounts. */
export const somePreparer = ({ dice }: Firm): number => 3 + dice.below(firstAdmin - 3)
export const someAdmin = ({ dice }: Firm): number => firstAdmin + dice.below(2)
