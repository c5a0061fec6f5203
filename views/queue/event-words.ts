import type { EventWords } from '../audit/words.ts'
import { kindWords } from './words.ts'

export const queueEvents = {
  kinds: {
    'work tried again': { en: 'tried failed work again', pt: 'tentou de novo um trabalho falhado' },
    'work discarded': { en: 'discarded failed work', pt: 'descartou um trabalho falhado' },
  },
  fields: {
    work: { en: 'Background work', pt: 'Trabalho em segundo plano', values: kindWords },
  },
} satisfies EventWords
