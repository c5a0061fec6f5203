import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  portal_login: { en: 'a login', pt: 'um acesso' },
  portal_access: { en: 'what a login opens', pt: 'o que um acesso abre' },
  portal_invitation: { en: 'an invitation', pt: 'um convite' },
} satisfies Record<string, Record<Language, string>>
