import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['fields'], string> = {
  'not a web address': 'This is not a web address, like https://example.com.',
  'which number': 'This can be read in two ways. Choose what you mean.',
  'name a choice': 'Add at least one choice.',
  'choice in use': 'This would remove a choice that is in use.',
  'values of another type': 'Some values don’t fit this type. Change or clear them first.',
  'values of another currency': 'Some amounts are in the other currency. Clear them first, or create a new field.',
  'addresses hang on it':
    'Contacts have their address in this field, and their portal access depends on it. Create a new field.',
  'mail is sent to it': 'E-mails are sent to these addresses and people search for them, so they cannot be encrypted.',
}

const pt: Record<ProblemsOf['fields'], string> = {
  'not a web address': 'Não é um endereço web, como https://exemplo.pt.',
  'which number': 'Pode ler-se de duas maneiras. Escolha a que quer dizer.',
  'name a choice': 'Indique pelo menos uma opção.',
  'choice in use': 'Removeria uma opção que está a ser usada.',
  'values of another type': 'Alguns valores não são deste tipo. Altere-os ou apague-os primeiro.',
  'values of another currency': 'Há valores na outra moeda. Apague-os primeiro, ou crie um novo campo.',
  'addresses hang on it':
    'Há contactos cujo endereço está neste campo, e o acesso ao portal depende dele. Crie um novo campo.',
  'mail is sent to it':
    'São enviados e-mails para estes endereços e é possível pesquisá-los, por isso não podem ser cifrados.',
}

export const fieldProblems = catalogue({ en, pt })
