import type { Mentioning } from '#src/mentions/mention.ts'

export const mentionWords: Mentioning['words'] = {
  en: { inMail: 'in a task of', called: (title) => `in the task “${title}”` },
  pt: { inMail: 'numa tarefa de', called: (title) => `na tarefa “${title}”` },
}
