import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/settings/firm': () => ({
    name: 'Other Firm',
    country: 'PT',
    time_zone: 'Europe/Lisbon',
    language: 'en',
    name_format: 'first last',
    retention_years: 10,
    version: 1,
  }),
})
