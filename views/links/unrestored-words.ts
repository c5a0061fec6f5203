import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  link: { en: 'a link', pt: 'uma associação' },
  account: { en: 'a primary contact', pt: 'um contacto principal' },
} satisfies Record<string, Record<Language, string>>
