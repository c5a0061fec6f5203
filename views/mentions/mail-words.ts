import { catalogue } from '#src/platform/language/language.ts'

export const mailWords = catalogue({
  en: {
    subject: (author: string, account: string) => `${author} mentioned you on ${account}`,
    hello: (name: string) => `Hello ${name},`,
    mentioned: (author: string, where: string, account: string, firm: string) =>
      `${author} mentioned you ${where} ${account}. Read it at ${firm}:`,
  },
  pt: {
    subject: (author: string, account: string) => `${author} mencionou o seu nome em ${account}`,
    hello: (name: string) => `Olá ${name},`,
    mentioned: (author: string, where: string, account: string, firm: string) =>
      `${author} mencionou o seu nome ${where} ${account}. Veja em ${firm}:`,
  },
})

/** How the list of mails calls such a mail, and why one is not sent. */
export const mentionMailWords = catalogue({
  en: {
    title: 'Mention in a note or task',
    'mention gone': 'The mention was removed, or this person may no longer see it.',
  },
  pt: {
    title: 'Menção numa nota ou tarefa',
    'mention gone': 'A menção foi removida, ou esta pessoa já não a pode ver.',
  },
})
