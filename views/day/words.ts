import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    day: 'My day',
    tasks: 'My tasks',
    groups: {
      overdue: 'Overdue',
      today: 'Today',
      'this week': 'This week',
      later: 'Later',
      'no date': 'Without a date',
    },
    none: 'No open task is given to you.',
    chats: 'Unread chats',
    noChats: 'Everything that clients wrote has been read.',
    mentions: 'Mentions',
    noMentions: 'Nobody has mentioned you in a note.',
    lately: 'Opened lately',
    noneLately: 'The clients that you open stand here.',
    clients: 'All clients',
  },
  pt: {
    day: 'O meu dia',
    tasks: 'As minhas tarefas',
    groups: {
      overdue: 'Em atraso',
      today: 'Hoje',
      'this week': 'Esta semana',
      later: 'Mais tarde',
      'no date': 'Sem prazo',
    },
    none: 'Nenhuma tarefa em aberto está atribuída a si.',
    chats: 'Conversas por ler',
    noChats: 'Tudo o que os clientes escreveram já foi lido.',
    mentions: 'Menções',
    noMentions: 'Ninguém o mencionou numa nota.',
    lately: 'Abertos há pouco',
    noneLately: 'Aqui aparecem os clientes que abrir.',
    clients: 'Todos os clientes',
  },
})
