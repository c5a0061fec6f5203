import type { NameFormat } from '#src/firm/rules.ts'
import { catalogue } from '#src/platform/language/language.ts'

const formats: Record<NameFormat, string> = {
  'first last': 'João Silva',
  'last, first': 'Silva, João',
  'last first': 'Silva João',
}

export const words = catalogue({
  en: {
    firm: 'The firm',
    text: 'Name, country, language and time zone.',
    nameFormat: 'How contacts’ names are written',
    nameFormatHelp: 'Lists are sorted by it. After a change the names follow within a few minutes.',
    formats,
    retention: 'Years that data of former clients is kept',
    retentionHelp: 'While they run, a contact’s data can’t be erased. Portugal: 10 years for accounting records.',
  },
  pt: {
    firm: 'A firma',
    text: 'Nome, país, língua e fuso horário.',
    nameFormat: 'Como se escrevem os nomes dos contactos',
    nameFormatHelp: 'As listas são ordenadas assim. Depois de uma alteração, os nomes seguem em poucos minutos.',
    formats,
    retention: 'Anos durante os quais se guardam dados de antigos clientes',
    retentionHelp:
      'Enquanto decorrem, os dados de um contacto não podem ser apagados. Em Portugal: 10 anos para documentos contabilísticos.',
  },
})
