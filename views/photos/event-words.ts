import type { EventWords } from '../audit/words.ts'

export const photoEvents = {
  kinds: {
    'photo set': { en: 'changed the photo', pt: 'alterou a fotografia' },
    'photo removed': { en: 'removed the photo', pt: 'removeu a fotografia' },
  },
} satisfies EventWords
