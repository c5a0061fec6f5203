import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  document: { en: 'who added a document', pt: 'quem adicionou um documento' },
  document_version: { en: 'who added a version', pt: 'quem adicionou uma versão' },
  document_client_view: { en: 'who opened a document', pt: 'quem abriu um documento' },
} satisfies Record<string, Record<Language, string>>
