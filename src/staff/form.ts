import { z } from 'zod'
import { email, line, problem } from '#src/platform/web/form.ts'
import { longestPassword, shortestPassword } from './password.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    staff: 'too short' | 'passwords differ' | 'common password' | 'password names you' | 'no such person'
  }
}

// A password is taken as it is typed: not trimmed, and with whatever characters.
const typedPassword = z.string().max(longestPassword, problem('too long'))
export const newPassword = typedPassword.min(shortestPassword, problem('too short'))

export const signInForm = z.object({ email: line(254), password: typedPassword, next: line(500) })
export const newPasswordForm = z.object({ password: newPassword, again: typedPassword })
export const changePasswordForm = newPasswordForm.extend({ now: typedPassword })
/** The password of somebody who is signed in, said again for what can't be taken back. */
export const ownPasswordForm = z.object({ password: typedPassword })
export const resetForm = z.object({ email })
