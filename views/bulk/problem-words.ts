import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['bulk'], string> = {
  'nothing to do': 'Choose at least one thing to do.',
  'added and removed': 'The same item cannot be both added and removed.',
  'login goes off': 'Nobody can be invited while their LOGIN is switched off.',
}

const pt: Record<ProblemsOf['bulk'], string> = {
  'nothing to do': 'Escolha pelo menos uma coisa a fazer.',
  'added and removed': 'Não se pode adicionar e remover o mesmo.',
  'login goes off': 'Não se pode convidar quem fica sem acesso ao portal.',
}

export const bulkProblems = catalogue({ en, pt })
