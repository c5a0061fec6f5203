import { catalogue } from '#src/platform/language/language.ts'

export const mailWords = catalogue({
  en: {
    invitation: {
      subject: (firm: string) => `Your access to ${firm}`,
      text: (name: string, firm: string, link: string) =>
        `Hello ${name},\n\nyou now have access to the clients of ${firm} in Ficha. Choose your password here:\n\n${link}\n\nThe link works once, within 14 days.`,
    },
    reset: {
      subject: (firm: string) => `A new password for ${firm}`,
      text: (name: string, firm: string, link: string) =>
        `Hello ${name},\n\na new password was requested for your access to ${firm}. If that was you, choose it here:\n\n${link}\n\nThe link works once, for two hours. If it was not you, ignore this e-mail: nothing has changed.`,
    },
    changed: {
      subject: (firm: string) => `Your e-mail address at ${firm} was changed`,
      text: (name: string, firm: string) =>
        `Hello ${name},\n\nthe e-mail address you use to sign in to ${firm} was changed. You can no longer sign in with this one.\n\nIf you did not expect this, tell whoever manages the firm’s team at once.`,
    },
  },
  pt: {
    invitation: {
      subject: (firm: string) => `O seu acesso a ${firm}`,
      text: (name: string, firm: string, link: string) =>
        `Olá ${name},\n\njá tem acesso aos clientes de ${firm} no Ficha. Escolha aqui a sua palavra-passe:\n\n${link}\n\nA ligação funciona uma só vez, durante 14 dias.`,
    },
    reset: {
      subject: (firm: string) => `Uma nova palavra-passe para ${firm}`,
      text: (name: string, firm: string, link: string) =>
        `Olá ${name},\n\nfoi pedida uma nova palavra-passe para o seu acesso a ${firm}. Se fez este pedido, escolha-a aqui:\n\n${link}\n\nA ligação funciona uma só vez, durante duas horas. Se não fez este pedido, ignore este e-mail: nada foi alterado.`,
    },
    changed: {
      subject: (firm: string) => `O seu endereço de e-mail em ${firm} foi alterado`,
      text: (name: string, firm: string) =>
        `Olá ${name},\n\no endereço de e-mail com que inicia sessão em ${firm} foi alterado. Já não pode usar este.\n\nSe não esperava esta alteração, avise de imediato quem gere a equipa do gabinete.`,
    },
  },
})

/** How the list of mails calls each. */
export const invitationMailWords = catalogue({ en: { title: 'Invitation' }, pt: { title: 'Convite' } })
export const resetMailWords = catalogue({ en: { title: 'New password' }, pt: { title: 'Nova palavra-passe' } })
export const addressChangedMailWords = catalogue({
  en: { title: 'E-mail address changed, to the old one' },
  pt: { title: 'Endereço de e-mail alterado, para o antigo' },
})
