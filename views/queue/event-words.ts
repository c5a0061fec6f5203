import type { EventWords } from '../audit/words.ts'
import { kindWords } from './words.ts'

export const queueEvents = {
  kinds: {
    'work tried again': {
      en: 'retried failed background work',
      pt: 'repetiu um trabalho em segundo plano que tinha falhado',
    },
    'work discarded': {
      en: 'discarded failed background work',
      pt: 'descartou um trabalho em segundo plano que tinha falhado',
    },
  },
  fields: {
    work: { en: 'Background work', pt: 'Trabalho em segundo plano', values: kindWords },
  },
} satisfies EventWords
