import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['contacts'], string> = {
  'name a contact': 'Name at least one contact: a first name, a last name, a company or an e-mail address.',
  'login of another': 'This is another contact’s login to the portal. Two people cannot share one.',
}

const pt: Record<ProblemsOf['contacts'], string> = {
  'name a contact': 'Indique pelo menos um contacto: nome próprio, apelido, empresa ou endereço de e-mail.',
  'login of another': 'É a credencial do portal de outro contacto. Duas pessoas não podem partilhar uma.',
}

export const contactProblems = catalogue({ en, pt })
