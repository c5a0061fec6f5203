import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['staff'], string> = {
  'too short': 'Too short: use at least 12 characters.',
  'passwords differ': 'The two passwords don’t match.',
  'common password': 'This password is too common. Choose another.',
  'password names you': 'This password contains your name, e-mail address or firm. Choose another.',
  'no such person': 'Choose a person from the list.',
}

const pt: Record<ProblemsOf['staff'], string> = {
  'too short': 'Demasiado curta: use pelo menos 12 caracteres.',
  'passwords differ': 'As duas palavras-passe não coincidem.',
  'common password': 'Esta palavra-passe é demasiado comum. Escolha outra.',
  'password names you': 'Esta palavra-passe contém o seu nome, o seu e-mail ou o nome do gabinete. Escolha outra.',
  'no such person': 'Escolha uma pessoa da lista.',
}

export const staffProblems = catalogue({ en, pt })
