import type { EventWords } from '../audit/words.ts'

export const personalDataEvents = {
  kinds: {
    'contact exported': { en: 'exported what is held about a contact', pt: 'exportou o que se guarda de um contacto' },
    'contact erased': { en: 'erased a contact', pt: 'apagou um contacto' },
  },
} satisfies EventWords
