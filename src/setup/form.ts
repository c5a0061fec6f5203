import { z } from 'zod'
import { countries, timeZones } from '#src/firm/firm.ts'
import { languages } from '#src/platform/language/language.ts'
import { choice, email, requiredLine } from '#src/platform/web/form.ts'
import { newPassword } from '#src/staff/form.ts'

export const firmForm = z.object({
  name: requiredLine(200),
  country: choice(countries),
  time_zone: choice(timeZones),
  language: choice(languages),
})

export const setupForm = firmForm.extend({
  token: z.string(),
  owner_name: requiredLine(200),
  email,
  password: newPassword,
  again: z.string(),
})
export const setupDemoForm = z.object({ token: z.string(), password: newPassword })
