import { catalogue } from '#src/platform/language/language.ts'

/** The mails to clients. A paragraph each; the link and what staff have written stand between them. */
export const mailWords = catalogue({
  en: {
    hello: (name: string) => `Hello ${name},`,
    invitation: {
      subject: (firm: string) => `Your access to the client portal of ${firm}`,
      intro: (firm: string, account: string) =>
        `${firm} invites you to its client portal, where you will find what it shares with you about ${account}.`,
      choose: 'Choose your password here:',
      lasts: (day: string) =>
        `The link works once, until ${day}. If you did not expect this e-mail, you can ignore it.`,
    },
    reset: {
      subject: (firm: string) => `A new password for the client portal of ${firm}`,
      intro: (firm: string, account: string) =>
        `a new password was requested for your access to the client portal of ${firm} (${account}). Choose it here:`,
      lasts: 'The link works once, for two hours. If you did not request it, ignore this e-mail: nothing has changed.',
    },
  },
  pt: {
    hello: (name: string) => `Olá ${name},`,
    invitation: {
      subject: (firm: string) => `O seu acesso ao portal de clientes de ${firm}`,
      intro: (firm: string, account: string) =>
        `${firm} dá-lhe acesso ao seu portal de clientes, onde encontra o que partilha consigo sobre ${account}.`,
      choose: 'Escolha aqui a sua palavra-passe:',
      lasts: (day: string) => `A ligação funciona uma só vez, até ${day}. Se não esperava este e-mail, pode ignorá-lo.`,
    },
    reset: {
      subject: (firm: string) => `Uma nova palavra-passe para o portal de clientes de ${firm}`,
      intro: (firm: string, account: string) =>
        `foi pedida uma nova palavra-passe para o seu acesso ao portal de clientes de ${firm} (${account}). Escolha-a aqui:`,
      lasts:
        'A ligação funciona uma só vez, durante duas horas. Se não a pediu, ignore este e-mail: nada foi alterado.',
    },
  },
})

/** How the list of mails calls each. */
export const invitationMailWords = catalogue({
  en: { title: 'Invitation to the client portal' },
  pt: { title: 'Convite para o portal de clientes' },
})
export const resetMailWords = catalogue({
  en: { title: 'New password for the client portal' },
  pt: { title: 'Nova palavra-passe do portal de clientes' },
})
