import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['jobs'], string> = {
  'days too many': 'Type a whole number from 0 to 365.',
  'before the first': 'Choose a date on or after the first due date.',
  'weeks have no last day': 'Only for months, quarters and years: a week has no last day of the month.',
}

const pt: Record<ProblemsOf['jobs'], string> = {
  'days too many': 'Escreva um número inteiro de 0 a 365.',
  'before the first': 'Escolha uma data igual ou posterior ao primeiro prazo.',
  'weeks have no last day': 'Só para meses, trimestres e anos: uma semana não tem último dia do mês.',
}

export const jobProblems = catalogue({ en, pt })
