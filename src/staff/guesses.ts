import { type Actor, perform, record } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import type { App } from '#src/platform/app.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { guessesOf, oncePerStreak } from '#src/platform/web/limits.ts'
import { isPasswordOf } from './password.ts'

/** How often the passwords of the staff may be guessed. */
export const guesses = guessesOf('device')

const told = oncePerStreak()

/**
 * Whether somebody who is signed in says their password right. Refuses to look at it after eight wrong ones in a quarter of an hour;
 * a streak of wrong ones is an event.
 */
export async function saysPassword(
  app: App,
  by: Actor,
  said: { sessionId: string; password: string; hash: string | null; realm: typeof guesses },
  refused: { kind: AuditKind; contactId?: number; subject: string },
): Promise<boolean> {
  if (!(await said.realm.again(app, said.sessionId))) throw new Refusal(429, 'too many')
  if (await isPasswordOf(said.hash, said.password)) {
    await said.realm.saidAgain(app, said.sessionId)
    return true
  }
  if (await told(app, said.sessionId)) await perform(app, by, (act) => record(act, refused))
  return false
}
