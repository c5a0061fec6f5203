import { z } from 'zod'
import { languages } from '#src/platform/language/language.ts'
import { choice, problem, requiredLine, version } from '#src/platform/web/form.ts'
import { countries, nameFormats, timeZones } from './rules.ts'

export const firmForm = z.object({
  name: requiredLine(200),
  country: choice(countries),
  time_zone: choice(timeZones),
  language: choice(languages),
})

const years = requiredLine(3)
  .refine((value) => /^\d{1,2}$/.test(value), problem('not a number'))
  .transform(Number)

/** What the settings change: the firm's own fields, and what no firm is asked for at its beginning. */
export const firmSettingsForm = firmForm.extend({
  name_format: choice(nameFormats),
  /** Whole years, at most 99. */
  retention_years: years,
  version,
})
