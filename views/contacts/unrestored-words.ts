import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  contact: { en: 'a field of the contact', pt: 'um campo do contacto' },
  phone: { en: 'a phone', pt: 'um telefone' },
  address: { en: 'an e-mail address', pt: 'um endereço de e-mail' },
  contact_tag: { en: 'a tag', pt: 'uma etiqueta' },
  contact_distinct: { en: 'that they are different people', pt: 'que são pessoas diferentes' },
  outgoing_mail: { en: 'an e-mail', pt: 'um e-mail' },
} satisfies Record<string, Record<Language, string>>
