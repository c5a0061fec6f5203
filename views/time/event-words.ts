import { type EventWords, yesOrNo } from '../audit/words.ts'
import { words } from './words.ts'

export const timeEvents = {
  kinds: {
    'time entry added': { en: 'entered time', pt: 'registou tempo' },
    'time entry changed': { en: 'changed a time entry', pt: 'alterou um registo de tempo' },
    'time entry deleted': { en: 'deleted a time entry', pt: 'eliminou um registo de tempo' },
    'timer discarded': { en: 'discarded the timer', pt: 'descartou o cronómetro' },
    'time exported': { en: 'exported time entries', pt: 'exportou registos de tempo' },
    'service created': { en: 'created a service', pt: 'criou um serviço' },
    'service changed': { en: 'changed a service', pt: 'alterou um serviço' },
  },
  fields: {
    time_day: { en: 'Date', pt: 'Data', seenBy: 'see all time entries' },
    time_spent: { en: 'Duration', pt: 'Duração', seenBy: 'see all time entries' },
    time_work: { en: 'What was done', pt: 'O que foi feito', seenBy: 'see all time entries' },
    time_service: { en: 'Service', pt: 'Serviço', seenBy: 'see all time entries' },
    time_job: { en: 'Job', pt: 'Trabalho', seenBy: 'see all time entries' },
    time_billable: { en: 'Billable', pt: 'Faturável', values: yesOrNo, seenBy: 'see all time entries' },
    time_rounding: {
      en: 'Rounding',
      pt: 'Arredondamento',
      values: { en: words.en.roundings, pt: words.pt.roundings },
    },
    rate: { en: 'Rate per hour', pt: 'Tarifa por hora' },
    is_active: { en: 'Offered for new entries', pt: 'Disponível para novos registos', values: yesOrNo },
  },
} satisfies EventWords
