import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['contacts'], string> = {
  'name a contact': 'Name at least one contact: a first name, last name, company or e-mail address.',
  'login of another': 'This is another contact’s portal login. Two people cannot share one.',
}

const pt: Record<ProblemsOf['contacts'], string> = {
  'name a contact': 'Indique pelo menos um contacto: nome próprio, apelido, empresa ou endereço de e-mail.',
  'login of another': 'É o acesso ao portal de outro contacto. Duas pessoas não podem partilhar um acesso.',
}

export const contactProblems = catalogue({ en, pt })
