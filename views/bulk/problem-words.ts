import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['bulk'], string> = {
  'nothing to do': 'Choose at least one thing to do.',
  'added and removed': 'The same one cannot be added and removed.',
  'login goes off': 'Nobody can be invited whose LOGIN is switched off.',
}

const pt: Record<ProblemsOf['bulk'], string> = {
  'nothing to do': 'Escolha pelo menos uma coisa a fazer.',
  'added and removed': 'Não se pode acrescentar e retirar o mesmo.',
  'login goes off': 'Não se pode convidar quem fica sem acesso ao portal.',
}

export const bulkProblems = catalogue({ en, pt })
