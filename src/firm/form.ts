import { z } from 'zod'
import { languages } from '#src/platform/language/language.ts'
import { choice, requiredLine } from '#src/platform/web/form.ts'
import { countries, timeZones } from './firm.ts'

export const firmForm = z.object({
  name: requiredLine(200),
  country: choice(countries),
  time_zone: choice(timeZones),
  language: choice(languages),
})
