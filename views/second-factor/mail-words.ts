import { catalogue } from '#src/platform/language/language.ts'

export const mailWords = catalogue({
  en: {
    subject: (firm: string) => `Your two-step sign-in at ${firm} was reset`,
    text: (name: string, firm: string) =>
      `Hello ${name},\n\nyour two-step sign-in at ${firm} was reset. The password alone is enough now: set up the second step again under “My settings”.\n\nIf you did not ask for this, tell whoever manages the firm’s team at once.`,
  },
  pt: {
    subject: (firm: string) => `O seu início de sessão em dois passos em ${firm} foi reposto`,
    text: (name: string, firm: string) =>
      `Olá ${name},\n\no seu início de sessão em dois passos em ${firm} foi reposto. Agora basta a palavra-passe: volte a configurar o segundo passo em “As minhas definições”.\n\nSe não fez este pedido, avise de imediato quem gere a equipa do gabinete.`,
  },
})

/** How the list of mails calls it. */
export const resetMailWords = catalogue({
  en: { title: 'Two-step sign-in reset' },
  pt: { title: 'Início de sessão em dois passos reposto' },
})
