import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['documents'], string> = {
  'too deep': 'A folder cannot stand in itself, nor in more than nineteen others.',
}

const pt: Record<ProblemsOf['documents'], string> = {
  'too deep': 'Uma pasta não pode ficar dentro de si própria, nem dentro de mais de dezanove outras.',
}

export const documentProblems = catalogue({ en, pt })
