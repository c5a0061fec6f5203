import type { EventWords } from '../audit/words.ts'

export const importEvents = {
  kinds: {
    'import uploaded': { en: 'uploaded a file to import', pt: 'carregou um ficheiro para importar' },
    'import started': { en: 'started an import', pt: 'iniciou uma importação' },
    'import finished': { en: 'finished an import', pt: 'terminou uma importação' },
    'import cancelled': { en: 'cancelled an import', pt: 'cancelou uma importação' },
    'import tried again': { en: 'resumed a failed import', pt: 'retomou uma importação que tinha falhado' },
  },
  fields: {
    rows: { en: 'Rows', pt: 'Linhas' },
    decided: { en: 'Doubtful rows decided', pt: 'Linhas duvidosas decididas' },
  },
} satisfies EventWords
