import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    menu: 'Mentions',
    mentions: 'Mentions of me',
    mentionsOf: 'Notes and tasks',
    noMentions: 'Nobody has mentioned you in a note or a task.',
    noneInDay: 'Nobody has mentioned you in a note.',
    wroteOn: 'on',
    unread: 'Unread',
    open: 'Open',
    readAll: 'Mark all as read',
    allRead: 'All mentions are marked as read.',
  },
  pt: {
    menu: 'Menções',
    mentions: 'Menções a mim',
    mentionsOf: 'Notas e tarefas',
    noMentions: 'Ainda não há menções a si em notas nem em tarefas.',
    noneInDay: 'Ninguém o mencionou numa nota.',
    wroteOn: 'em',
    unread: 'Por ler',
    open: 'Abrir',
    readAll: 'Marcar tudo como lido',
    allRead: 'Todas as menções estão marcadas como lidas.',
  },
})
