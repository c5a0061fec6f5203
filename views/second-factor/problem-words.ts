import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['second factor'], string> = {
  'wrong code': 'This code is not right, or was used before. Wait for the next one.',
}

const pt: Record<ProblemsOf['second factor'], string> = {
  'wrong code': 'Este código não está certo ou já foi usado. Espere pelo próximo.',
}

export const secondFactorProblems = catalogue({ en, pt })
