import type { EventWords } from '../audit/words.ts'

export const linkEvents = {
  kinds: {
    'contact linked': { en: 'linked a contact', pt: 'ligou um contacto' },
    'contact unlinked': { en: 'unlinked a contact', pt: 'desligou um contacto' },
    'description changed': { en: 'changed a description', pt: 'alterou uma descrição' },
  },
  fields: {
    description: { en: 'Description', pt: 'Descrição' },
  },
} satisfies EventWords
