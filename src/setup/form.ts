import { z } from 'zod'
import { firmForm } from '#src/firm/form.ts'
import { email, requiredLine } from '#src/platform/web/form.ts'
import { newPassword } from '#src/staff/form.ts'

export const setupForm = firmForm.extend({
  token: z.string(),
  owner_name: requiredLine(200),
  email,
  password: newPassword,
  again: z.string(),
})
export const setupDemoForm = z.object({ token: z.string(), password: newPassword })
