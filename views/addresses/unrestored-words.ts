import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  address_setting: { en: 'the portal settings of an address', pt: 'as definições de portal de um endereço' },
} satisfies Record<string, Record<Language, string>>
