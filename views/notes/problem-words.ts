import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['notes'], string> = {
  'note too long': 'A note can have at most 100 kB of text. Shorten it, or write two.',
}

const pt: Record<ProblemsOf['notes'], string> = {
  'note too long': 'Uma nota pode ter no máximo 100 kB de texto. Encurte-a, ou escreva duas.',
}

export const noteProblems = catalogue({ en, pt })
