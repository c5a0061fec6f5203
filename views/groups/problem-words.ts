import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['groups'], string> = {
  'only one': 'Choose a group or name a new one, not both.',
}

const pt: Record<ProblemsOf['groups'], string> = {
  'only one': 'Escolha um grupo ou dê nome a um novo, não ambos.',
}

export const groupProblems = catalogue({ en, pt })
