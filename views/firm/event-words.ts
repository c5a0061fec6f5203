import type { EventWords } from '../audit/words.ts'

export const firmEvents = {
  kinds: {
    'firm created': { en: 'made the firm', pt: 'criou a firma' },
    'firm changed': { en: 'changed the firm', pt: 'alterou a firma' },
  },
  fields: {
    time_zone: { en: 'Time zone', pt: 'Fuso horário' },
    name_format: { en: 'How names are written', pt: 'Como se escrevem os nomes' },
    retention_years: { en: 'Years of keeping', pt: 'Anos de conservação' },
  },
} satisfies EventWords
