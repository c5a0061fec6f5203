import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act, Actor } from '#src/audit/audit.ts'

/** Those of the colleagues who see an account: nobody else can do anything there. */
export async function whoSee(act: Act, colleagues: readonly Actor[], accountId: number): Promise<Actor[]> {
  const ids = new Set((await peopleWhoSee(act.trx, accountId)).map((person) => person.id))
  return colleagues.filter(({ staffId }) => staffId !== null && ids.has(staffId))
}
