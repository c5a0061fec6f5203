import { catalogue } from '#src/platform/language/language.ts'

/** The mail that calls a task to mind. A paragraph each; the link stands at its end. */
export const mailWords = catalogue({
  en: {
    subject: (title: string, due: string) => `Due on ${due}: ${title}`,
    hello: (name: string) => `Hello ${name},`,
    text: (title: string, account: string, due: string) =>
      `the task “${title}” of ${account} is assigned to you and is due on ${due}. Open it here:`,
    end: 'This is the only reminder for this date.',
  },
  pt: {
    subject: (title: string, due: string) => `Até ${due}: ${title}`,
    hello: (name: string) => `Olá ${name},`,
    text: (title: string, account: string, due: string) =>
      `a tarefa “${title}” de ${account} está atribuída a si e tem prazo até ${due}. Abra-a aqui:`,
    end: 'Este é o único lembrete para esta data.',
  },
})

/** How the list of mails calls such a mail, and why one is not sent. */
export const reminderMailWords = catalogue({
  en: {
    title: 'Task reminder',
    'task over': 'The task is finished, is due on another day, or is no longer assigned to this person.',
  },
  pt: {
    title: 'Lembrete de tarefa',
    'task over': 'A tarefa terminou, mudou de prazo ou já não está atribuída a esta pessoa.',
  },
})
