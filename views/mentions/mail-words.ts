import { catalogue } from '#src/platform/language/language.ts'

export const mailWords = catalogue({
  en: {
    subject: (author: string, account: string) => `${author} mentioned you on ${account}`,
    hello: (name: string) => `Hello ${name},`,
    mentioned: (author: string, where: string, account: string, firm: string) =>
      `${author} mentioned you ${where} ${account}. You find it in the client accounts of ${firm}:`,
  },
  pt: {
    subject: (author: string, account: string) => `${author} mencionou o seu nome em ${account}`,
    hello: (name: string) => `Olá ${name},`,
    mentioned: (author: string, where: string, account: string, firm: string) =>
      `${author} mencionou o seu nome ${where} ${account}. Encontra-a nos clientes de ${firm}:`,
  },
})

/** How the list of mails calls such a mail, and why one is not sent. */
export const mentionMailWords = catalogue({
  en: { title: 'Mention in a note', 'mention gone': 'The mention is gone, or is for them to see no more.' },
  pt: {
    title: 'Menção numa nota',
    'mention gone': 'A menção já não existe, ou já não pode ser vista por esta pessoa.',
  },
})
