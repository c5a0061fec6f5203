import { z } from 'zod'
import { email, line } from '#src/platform/web/form.ts'
import { longestPassword, shortestPassword } from './password.ts'

// A password is taken as it is typed: not trimmed, and with whatever characters.
const typedPassword = z.string().max(longestPassword, { error: 'too long' })
export const newPassword = typedPassword.min(shortestPassword, { error: 'too short' })

export const signInForm = z.object({ email: line(254), password: typedPassword, next: line(500) })
export const newPasswordForm = z.object({ password: newPassword, again: typedPassword })
export const changePasswordForm = newPasswordForm.extend({ now: typedPassword })
/** The password of somebody who is signed in, said again for what can't be taken back. */
export const ownPasswordForm = z.object({ password: typedPassword })
export const resetForm = z.object({ email })
