import { type Actor, perform, record } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import type { App } from '#src/platform/app.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { oncePerStreak, passwordLimits } from '#src/platform/web/limits.ts'
import { isPasswordOf } from './password.ts'

/** How often the passwords of the staff may be guessed. */
export const staffLimits = passwordLimits('device')
/**
 * How often the codes of their second factor may be, by whoever has said the password right. Browsers are known by a cookie of their own,
 * which they get for a right code: the other can be had for a password.
 */
export const codeLimits = passwordLimits('code-device', 'code', 10)

const once = oncePerStreak('password')

/**
 * Whether somebody who is signed in says their password right. Refuses to look at it after eight wrong ones in a quarter of an hour;
 * a streak of wrong ones is an event.
 */
export async function confirmPassword(
  app: App,
  by: Actor,
  said: { sessionId: string; password: string; hash: string | null; realm: typeof staffLimits },
  refused: { kind: AuditKind; contactId?: number; subject: string },
): Promise<boolean> {
  if (!(await said.realm.takeConfirmation(app, said.sessionId))) throw new Refusal(429, 'too many')
  if (await isPasswordOf(said.hash, said.password)) {
    await said.realm.confirmed(app, said.sessionId)
    return true
  }
  await once(app, said.sessionId, () => perform(app, by, (act) => record(act, refused)))
  return false
}
