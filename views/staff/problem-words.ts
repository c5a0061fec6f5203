import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['staff'], string> = {
  'too short': 'This is too short: use at least 12 characters.',
  'passwords differ': 'The two passwords are not the same.',
  'common password': 'This password is on lists of common passwords. Choose another.',
  'password names you': 'This password is made of your name, e-mail address or firm. Choose another.',
  'no such person': 'There is no such person.',
}

const pt: Record<ProblemsOf['staff'], string> = {
  'too short': 'É demasiado curto: use pelo menos 12 caracteres.',
  'passwords differ': 'As duas palavras-passe não são iguais.',
  'common password': 'Esta palavra-passe está em listas de palavras-passe comuns. Escolha outra.',
  'password names you': 'Esta palavra-passe é feita do seu nome, do seu e-mail ou do nome do gabinete. Escolha outra.',
  'no such person': 'Essa pessoa não existe.',
}

export const staffProblems = catalogue({ en, pt })
