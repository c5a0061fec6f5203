import type { EventWords } from '../audit/words.ts'

export const bulkEvents = {
  kinds: {
    'bulk work started': { en: 'started a bulk action', pt: 'iniciou uma ação em lote' },
    'bulk work stopped': { en: 'stopped a bulk action', pt: 'parou uma ação em lote' },
    'bulk work finished': { en: 'finished a bulk action', pt: 'terminou uma ação em lote' },
    'bulk work tried again': { en: 'had a failed bulk action go on', pt: 'retomou uma ação em lote falhada' },
  },
} satisfies EventWords
