import type { Language } from '#src/platform/language/language.ts'

/** How the undo of a merge calls what it had to leave. */
export const unrestoredWords = {
  thread: { en: 'a chat', pt: 'uma conversa' },
  message: { en: 'a message in a chat', pt: 'uma mensagem de uma conversa' },
  client_task: { en: 'a client task', pt: 'uma tarefa do cliente' },
  thread_client_read: { en: 'what was read in a chat', pt: 'o que foi lido numa conversa' },
} satisfies Record<string, Record<Language, string>>
