import { catalogue } from '#src/platform/language/language.ts'

/** The mails that tell of messages. A paragraph each; the link stands in between. */
export const mailWords = catalogue({
  en: {
    subject: (firm: string) => `New message from ${firm}`,
    hello: (name: string) => `Hello ${name},`,
    message: (firm: string, account: string) =>
      `${firm} has sent you a message about ${account}. You read and answer it in your portal:`,
    first: 'You have no password for the portal yet: this link, which is yours alone, leads to where you choose one.',
    end: 'Until you have read it we do not write again about this conversation. Please do not answer this e-mail.',
    fromClientSubject: (account: string) => `${account} has written`,
    fromClient: (account: string) => `there is a new message from ${account}, a client that you follow:`,
    fromClientEnd: 'Until somebody has opened it you are not told again of this conversation.',
  },
  pt: {
    subject: (firm: string) => `Nova mensagem de ${firm}`,
    hello: (name: string) => `Olá ${name},`,
    message: (firm: string, account: string) =>
      `${firm} enviou-lhe uma mensagem sobre ${account}. Leia e responda no seu portal:`,
    first: 'Ainda não tem palavra-passe para o portal: esta ligação, que é só sua, leva-o a escolhê-la.',
    end: 'Enquanto não a ler, não voltamos a escrever sobre esta conversa. Por favor não responda a este e-mail.',
    fromClientSubject: (account: string) => `${account} escreveu`,
    fromClient: (account: string) => `há uma nova mensagem de ${account}, um cliente que segue:`,
    fromClientEnd: 'Enquanto ninguém a abrir, não é avisado de novo sobre esta conversa.',
  },
})

/** How the list of mails calls the one to a client, and why it is not sent. */
export const messageMailWords = catalogue({
  en: { title: 'New message, to a client', 'message read': 'It has been read meanwhile.' },
  pt: { title: 'Nova mensagem, a um cliente', 'message read': 'Entretanto foi lida.' },
})

/** The same of the one to a follower. */
export const clientMessageMailWords = catalogue({
  en: { title: 'New message of a client’s', 'message read': messageMailWords.en['message read'] },
  pt: { title: 'Nova mensagem de um cliente', 'message read': messageMailWords.pt['message read'] },
})
