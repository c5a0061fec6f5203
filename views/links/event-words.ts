import type { EventWords } from '../audit/words.ts'

export const linkEvents = {
  kinds: {
    'contact linked': { en: 'linked a contact', pt: 'associou um contacto' },
    'contact unlinked': { en: 'unlinked a contact', pt: 'desassociou um contacto' },
    'primary contact changed': { en: 'changed the primary contact', pt: 'alterou o contacto principal' },
    'description changed': { en: 'changed a description', pt: 'alterou uma descrição' },
  },
  fields: {
    description: { en: 'Description', pt: 'Descrição' },
    primary_contact: { en: 'Primary contact', pt: 'Contacto principal' },
  },
} satisfies EventWords
