import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['time'], string> = {
  'not a duration': 'This is not a duration, like 1:30, 1.5, 90m or 1h30.',
  'which duration': 'This can be read in two ways. Write 1:30 or 1h30 for an hour and a half, 90m for ninety minutes.',
  'no time': 'This is no time at all. Enter at least a minute.',
  'more than a day': 'This is more than 24 hours. Make an entry for each day.',
  'in the future': 'This day is still to come.',
}

const pt: Record<ProblemsOf['time'], string> = {
  'not a duration': 'Não é uma duração, como 1:30, 1,5, 90m ou 1h30.',
  'which duration': 'Pode ler-se de duas maneiras. Escreva 1:30 ou 1h30 para hora e meia, 90m para noventa minutos.',
  'no time': 'Não é tempo nenhum. Registe pelo menos um minuto.',
  'more than a day': 'São mais de 24 horas. Faça um registo para cada dia.',
  'in the future': 'Esse dia ainda está para vir.',
}

export const timeProblems = catalogue({ en, pt })
