import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  address_setting: { en: 'what an address may do', pt: 'o que um endereço pode fazer' },
} satisfies Record<string, Record<Language, string>>
