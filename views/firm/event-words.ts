import type { EventWords } from '../audit/words.ts'
import { words } from './words.ts'

export const firmEvents = {
  kinds: {
    'firm created': { en: 'created the firm', pt: 'criou o gabinete' },
    'firm changed': { en: 'changed the firm', pt: 'alterou o gabinete' },
  },
  fields: {
    time_zone: { en: 'Time zone', pt: 'Fuso horário' },
    name_format: {
      en: 'Name format',
      pt: 'Formato dos nomes',
      values: { en: words.en.formats, pt: words.pt.formats },
    },
    retention_years: { en: 'Retention in years', pt: 'Anos de conservação' },
  },
} satisfies EventWords
