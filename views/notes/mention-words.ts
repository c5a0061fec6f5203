import type { Mentioning } from '#src/mentions/mention.ts'

export const mentionWords: Mentioning['words'] = {
  en: { inMail: 'in a note on', called: (title) => `in the note “${title}”` },
  pt: { inMail: 'numa nota de', called: (title) => `na nota “${title}”` },
}
