import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  custom_value: { en: 'a custom field', pt: 'um campo personalizado' },
  custom_change: { en: 'the history of a custom field', pt: 'o histórico de um campo personalizado' },
} satisfies Record<string, Record<Language, string>>
