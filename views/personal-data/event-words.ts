import type { EventWords } from '../audit/words.ts'

export const personalDataEvents = {
  kinds: {
    'contact exported': {
      en: 'exported the personal data of a contact',
      pt: 'exportou os dados pessoais de um contacto',
    },
    'contact erased': { en: 'erased the personal data of a contact', pt: 'apagou os dados pessoais de um contacto' },
  },
} satisfies EventWords
