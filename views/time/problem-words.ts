import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['time'], string> = {
  'not a duration': 'This is not a duration, like 1:30, 1.5, 90m or 1h30.',
  'which duration': 'This can be read in two ways. Write 1:30 or 1h30 for an hour and a half, 90m for ninety minutes.',
  'no time': 'Enter at least one minute.',
  'more than a day': 'This is more than 24 hours. Add one entry per day.',
  'in the future': 'This day is in the future. Choose today or earlier.',
}

const pt: Record<ProblemsOf['time'], string> = {
  'not a duration': 'Não é uma duração, como 1:30, 1,5, 90m ou 1h30.',
  'which duration': 'Pode ler-se de duas maneiras. Escreva 1:30 ou 1h30 para hora e meia, 90m para noventa minutos.',
  'no time': 'Registe pelo menos um minuto.',
  'more than a day': 'São mais de 24 horas. Adicione um registo por dia.',
  'in the future': 'Esse dia ainda não chegou. Escolha hoje ou antes.',
}

export const timeProblems = catalogue({ en, pt })
