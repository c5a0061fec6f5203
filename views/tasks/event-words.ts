import type { EventWords } from '../audit/words.ts'
import { words } from './words.ts'

export const taskEvents = {
  kinds: {
    'task created': { en: 'added a task', pt: 'adicionou uma tarefa' },
    'task changed': { en: 'changed a task', pt: 'alterou uma tarefa' },
    'task deleted': { en: 'deleted a task', pt: 'eliminou uma tarefa' },
    'task answered': { en: 'completed their part of a task', pt: 'concluiu a sua parte de uma tarefa' },
    'subtask changed': { en: 'changed the subtasks of a task', pt: 'alterou as subtarefas de uma tarefa' },
  },
  fields: {
    task: { en: 'Task', pt: 'Tarefa' },
    title: { en: 'Title', pt: 'Título' },
    is_shared: { en: 'Who sees it', pt: 'Quem a vê', values: { en: words.en.visibilities, pt: words.pt.visibilities } },
    comment: { en: 'Comment', pt: 'Comentário' },
    status: { en: 'Status', pt: 'Estado', values: { en: words.en.statuses, pt: words.pt.statuses } },
    priority: { en: 'Priority', pt: 'Prioridade', values: { en: words.en.priorities, pt: words.pt.priorities } },
    subtask: { en: 'Subtask', pt: 'Subtarefa' },
    done: { en: 'Done', pt: 'Feito' },
  },
} satisfies EventWords
