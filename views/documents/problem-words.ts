import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['documents'], string> = {
  'too deep': 'A folder cannot be inside itself, nor more than twenty levels deep.',
}

const pt: Record<ProblemsOf['documents'], string> = {
  'too deep': 'Uma pasta não pode ficar dentro de si própria, nem a mais de vinte níveis de profundidade.',
}

export const documentProblems = catalogue({ en, pt })
