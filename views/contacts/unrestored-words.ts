import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  contact: { en: 'a field of the contact', pt: 'um campo do contacto' },
  phone: { en: 'a phone', pt: 'um telefone' },
  address: { en: 'an e-mail address', pt: 'um endereço de e-mail' },
  contact_tag: { en: 'a tag', pt: 'uma etiqueta' },
  contact_distinct: { en: 'who is not the same person', pt: 'quem não é a mesma pessoa' },
  outgoing_mail: { en: 'a mail', pt: 'uma mensagem' },
} satisfies Record<string, Record<Language, string>>
