import { seeded } from '#src/demo/dice.ts'
import { firstNames, lastNames } from '#src/demo/names.ts'
import { fold } from '#src/platform/language/fold.ts'
import { hashPassword } from '#src/staff/password.ts'
import type { Firm } from './firm.ts'

/** Who signs in: the owner, and employees on the team of 200 accounts, of 5 and of 6,000. */
export const people = {
  owner: 'owner@bench.example',
  employee: 'employee@bench.example',
  few: 'few@bench.example',
  many: 'many@bench.example',
}
export const password = 'the password of the bench'
export const [ownerId, employeeId, fewId, manyId] = [1, 2, 26, 27]

const staffCount = 27
const [firstAdmin, lastAdmin] = [24, 25]
const signIns: Record<number, string> = {
  [ownerId]: people.owner,
  [employeeId]: people.employee,
  [fewId]: people.few,
  [manyId]: people.many,
}

/** Those who sign in, two admins, and the others, who prepare the accounts. */
export async function addStaff({ bulk, now }: Firm): Promise<void> {
  const dice = seeded(25)
  const password_hash = await hashPassword(password)
  for (let id = 1; id <= staffCount; id++) {
    const name = `${dice.pick(firstNames.en)} ${dice.pick(lastNames.en)}`
    const email = signIns[id] ?? `staff${id}@bench.example`
    bulk.add('staff', {
      id,
      email,
      email_key: email,
      name,
      sort_name: fold(name),
      role: id === ownerId ? 'owner' : id >= firstAdmin && id <= lastAdmin ? 'admin' : 'employee',
      password_hash,
      language: 'en',
      created_at: new Date(now).toISOString(),
    })
  }
}

/** Somebody who prepares accounts. */
export const somePreparer = ({ dice }: Firm): number => 3 + dice.below(firstAdmin - 3)
export const someAdmin = ({ dice }: Firm): number => firstAdmin + dice.below(2)
