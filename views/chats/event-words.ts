import type { EventWords } from '../audit/words.ts'

export const chatEvents = {
  kinds: {
    'chat begun': { en: 'started a chat', pt: 'iniciou uma conversa' },
    'message sent': { en: 'wrote in a chat', pt: 'escreveu numa conversa' },
    'internal message written': {
      en: 'wrote an internal message in a chat',
      pt: 'escreveu uma mensagem interna numa conversa',
    },
    'message removed': { en: 'removed a message from a chat', pt: 'removeu uma mensagem de uma conversa' },
    'chat archived': { en: 'archived a chat', pt: 'arquivou uma conversa' },
    'chat reactivated': { en: 'reopened an archived chat', pt: 'reativou uma conversa' },
    'client task added': { en: 'gave the client a task in a chat', pt: 'pediu uma tarefa ao cliente numa conversa' },
    'client task done': {
      en: 'ticked off a client task in a chat',
      pt: 'marcou como feita uma tarefa do cliente numa conversa',
    },
    'client task reopened': {
      en: 'reopened a client task in a chat',
      pt: 'reabriu uma tarefa do cliente numa conversa',
    },
    'client task removed': {
      en: 'removed a client task from a chat',
      pt: 'removeu uma tarefa do cliente de uma conversa',
    },
  },
  fields: {
    chat: { en: 'Chat', pt: 'Conversa' },
    internal_message: { en: 'Internal message', pt: 'Mensagem interna' },
    client_task: { en: 'Client task', pt: 'Tarefa do cliente' },
  },
} satisfies EventWords
