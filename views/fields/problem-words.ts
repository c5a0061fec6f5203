import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['fields'], string> = {
  'not a web address': 'This is not a web address, like https://example.com.',
  'which number': 'This can be read in two ways. Choose what you mean.',
  'name a choice': 'Name at least one choice.',
  'choice in use': 'A choice that is in use would go.',
  'values of another type': 'Some values would not be of this type. Change or clear them first.',
  'values of another currency': 'There are amounts in the other currency. Clear them first, or make a new field.',
  'addresses hang on it':
    'Contacts have their address in this field, and their access to the portal hangs on it. Make a new field.',
  'mail is sent to it': 'Mail is sent to these addresses and they are searched for, so they cannot be encrypted.',
}

const pt: Record<ProblemsOf['fields'], string> = {
  'not a web address': 'Não é um endereço web, como https://exemplo.pt.',
  'which number': 'Pode ler-se de duas maneiras. Escolha a que quer dizer.',
  'name a choice': 'Indique pelo menos uma opção.',
  'choice in use': 'Desapareceria uma opção que está a ser usada.',
  'values of another type': 'Há valores que não seriam deste tipo. Altere-os ou apague-os primeiro.',
  'values of another currency': 'Há valores na outra moeda. Apague-os primeiro, ou crie um campo novo.',
  'addresses hang on it':
    'Há contactos com o endereço neste campo, e o acesso ao portal depende dele. Crie um campo novo.',
  'mail is sent to it':
    'Envia-se correio para estes endereços e pesquisa-se por eles, por isso não podem ser cifrados.',
}

export const fieldProblems = catalogue({ en, pt })
