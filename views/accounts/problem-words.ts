import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['accounts'], string> = {
  'not yours to open': 'This would open clients that you have no access to. Ask someone who has.',
}

const pt: Record<ProblemsOf['accounts'], string> = {
  'not yours to open': 'Isto abriria clientes a que não tem acesso. Peça a quem o tenha.',
}

export const accountProblems = catalogue({ en, pt })
