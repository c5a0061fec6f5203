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
    none: 'You have no open tasks.',
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
    none: 'Não tem tarefas em aberto.',
  },
})
