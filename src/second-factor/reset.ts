import type { Act } from '#src/audit/audit.ts'
import { Conflict, notAllowed } from '#src/platform/web/errors.ts'
import { changeablePerson } from '#src/staff/person.ts'
import { endSessionsOf } from '#src/staff/sessions.ts'
import { endAttemptsOf } from '#src/staff/sign-in-attempt.ts'
import { authenticatorSince, removeFactor } from './authenticator.ts'
import { tellOf } from './mails.ts'

/**
 * Takes away the second factor of somebody who has lost it, and ends their sessions: the password stays theirs, and they are told. Throws
 * 403 for one's own, which takes a password and a code to end, and Conflict where they have none.
 */
export async function resetFactor(act: Act, staffId: number): Promise<void> {
  if (act.by.staffId === staffId) throw notAllowed()
  const person = await changeablePerson(act, staffId)
  if ((await authenticatorSince(act.trx, staffId)) === null) throw new Conflict(person)
  await removeFactor(act, person)
  await endAttemptsOf(act.trx, staffId)
  await endSessionsOf(act.trx, staffId)
  await tellOf(act, staffId, 'second factor reset')
}
