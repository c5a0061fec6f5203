import { type EventWords, yesOrNo } from '../audit/words.ts'
import { words } from './words.ts'

export const jobEvents = {
  kinds: {
    'job created': { en: 'added a job', pt: 'adicionou um trabalho' },
    'job changed': { en: 'changed a job', pt: 'alterou um trabalho' },
    'job moved': { en: 'moved a job', pt: 'moveu um trabalho' },
    'job archived': { en: 'archived a job', pt: 'arquivou um trabalho' },
    'job brought back': { en: 'restored a job', pt: 'reativou um trabalho' },
    'job deleted': { en: 'deleted a job', pt: 'eliminou um trabalho' },
    'job repeated': { en: 'made a job recurring', pt: 'tornou um trabalho recorrente' },
    'job repeats no more': { en: 'ended the recurrence of a job', pt: 'terminou a recorrência de um trabalho' },
  },
  fields: {
    every: { en: 'Repeats', pt: 'Repete-se', values: { en: words.en.everyOne, pt: words.pt.everyOne } },
    first_due: { en: 'First due', pt: 'Primeiro prazo' },
    last_day: { en: 'Last day of the month', pt: 'Último dia do mês', values: yesOrNo },
    until: { en: 'Until', pt: 'Até' },
    days_before: { en: 'Created days before', pt: 'Criado dias antes' },
  },
} satisfies EventWords
