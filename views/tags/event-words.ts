import type { EventWords } from '../audit/words.ts'

export const tagEvents = {
  kinds: {
    'tag created': { en: 'created a tag', pt: 'criou uma etiqueta' },
    'tag changed': { en: 'changed a tag', pt: 'alterou uma etiqueta' },
    'tag deleted': { en: 'deleted a tag', pt: 'eliminou uma etiqueta' },
  },
} satisfies EventWords
