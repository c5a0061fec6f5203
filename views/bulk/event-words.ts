import type { EventWords } from '../audit/words.ts'

export const bulkEvents = {
  kinds: {
    'bulk work started': { en: 'started a bulk action', pt: 'iniciou uma ação em lote' },
    'bulk work stopped': { en: 'stopped a bulk action', pt: 'parou uma ação em lote' },
    'bulk work finished': { en: 'finished a bulk action', pt: 'terminou uma ação em lote' },
    'bulk work tried again': { en: 'resumed a failed bulk action', pt: 'retomou uma ação em lote que tinha falhado' },
  },
} satisfies EventWords
