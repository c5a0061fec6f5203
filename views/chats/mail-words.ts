import { catalogue } from '#src/platform/language/language.ts'

/** The mails that tell of messages. A paragraph each; the link stands in between. */
export const mailWords = catalogue({
  en: {
    subject: (firm: string) => `New message from ${firm}`,
    hello: (name: string) => `Hello ${name},`,
    message: (firm: string, account: string) =>
      `${firm} has sent you a message about ${account}. You can read and answer it in your portal:`,
    first: 'You don’t have a password for the portal yet. This personal link takes you to where you choose one.',
    end: 'We will not write again about this conversation until you have read the message. Please do not reply to this e-mail.',
    fromClientSubject: (account: string) => `${account} has written`,
    fromClient: (account: string) => `there is a new message from ${account}, a client you follow:`,
    fromClientEnd: 'You will not be notified again about this conversation until somebody has opened it.',
  },
  pt: {
    subject: (firm: string) => `Nova mensagem de ${firm}`,
    hello: (name: string) => `Olá ${name},`,
    message: (firm: string, account: string) =>
      `${firm} enviou-lhe uma mensagem sobre ${account}. Leia e responda no seu portal:`,
    first: 'Ainda não tem palavra-passe para o portal. Esta ligação pessoal permite-lhe escolhê-la.',
    end: 'Não voltamos a escrever sobre esta conversa até a mensagem ser lida. Por favor, não responda a este e-mail.',
    fromClientSubject: (account: string) => `${account} escreveu`,
    fromClient: (account: string) => `há uma nova mensagem de ${account}, um cliente que segue:`,
    fromClientEnd: 'Não volta a ser avisado sobre esta conversa até alguém a abrir.',
  },
})

/** How the list of mails calls the one to a client, and why it is not sent. */
export const messageMailWords = catalogue({
  en: { title: 'New message, to a client', 'message read': 'It has already been read.' },
  pt: { title: 'Nova mensagem, para um cliente', 'message read': 'Já foi lida.' },
})

/** The same of the one to a follower. */
export const clientMessageMailWords = catalogue({
  en: { title: 'New message from a client', 'message read': messageMailWords.en['message read'] },
  pt: { title: 'Nova mensagem de um cliente', 'message read': messageMailWords.pt['message read'] },
})
