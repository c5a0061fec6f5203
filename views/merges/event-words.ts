import type { EventWords } from '../audit/words.ts'

export const mergeEvents = {
  kinds: {
    'contacts merged': { en: 'merged two contacts', pt: 'uniu dois contactos' },
    'merge undone': { en: 'undid the merge of two contacts', pt: 'desfez a união de dois contactos' },
  },
} satisfies EventWords
