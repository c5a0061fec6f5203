import { catalogue } from '#src/platform/language/language.ts'

/** The mail that a job has entered a stage. A paragraph each; the link stands at its end. */
export const mailWords = catalogue({
  en: {
    subject: (job: string, stage: string) => `${stage}: ${job}`,
    hello: (name: string) => `Hello ${name},`,
    text: (job: string, account: string, stage: string) =>
      `the job “${job}” of ${account} has entered the stage “${stage}”.`,
    due: (day: string) => `It is due on ${day}.`,
    here: 'Open it here:',
  },
  pt: {
    subject: (job: string, stage: string) => `${stage}: ${job}`,
    hello: (name: string) => `Olá ${name},`,
    text: (job: string, account: string, stage: string) =>
      `o trabalho “${job}” de ${account} entrou na etapa “${stage}”.`,
    due: (day: string) => `O prazo é ${day}.`,
    here: 'Abra-o aqui:',
  },
})

/** How the list of mails calls such a mail, and why one is not sent. */
export const stageMailWords = catalogue({
  en: {
    title: 'A job entered a stage',
    'job moved on': 'The job has moved on or is completed, or this person no longer sees the client.',
  },
  pt: {
    title: 'Um trabalho entrou numa etapa',
    'job moved on': 'O trabalho avançou ou foi concluído, ou esta pessoa já não vê o cliente.',
  },
})
