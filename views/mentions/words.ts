import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    menu: 'Mentions',
    mentions: 'My mentions',
    mentionsOf: 'Notes and tasks',
    noMentions: 'No mentions yet. When a colleague types @ and your name in a note or a task, it appears here.',
    noneInDay: 'No new mentions.',
    wroteOn: 'on',
    unread: 'Unread',
    open: 'Open',
    readAll: 'Mark all as read',
    allRead: 'All mentions are marked as read.',
  },
  pt: {
    menu: 'Menções',
    mentions: 'As minhas menções',
    mentionsOf: 'Notas e tarefas',
    noMentions: 'Ainda sem menções. Quando um colega escrever @ e o seu nome numa nota ou tarefa, aparece aqui.',
    noneInDay: 'Sem novas menções.',
    wroteOn: 'em',
    unread: 'Por ler',
    open: 'Abrir',
    readAll: 'Marcar tudo como lido',
    allRead: 'Todas as menções estão marcadas como lidas.',
  },
})
