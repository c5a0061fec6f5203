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
    nameFormat: 'Contact name format',
    nameFormatHelp: 'Lists are sorted by it. After a change, names are updated within a few minutes.',
    formats,
    retention: 'Years to keep data of former clients',
    retentionHelp: 'A contact’s data can’t be erased until then. Portugal: 10 years for accounting records.',
  },
  pt: {
    firm: 'O gabinete',
    text: 'Nome, país, idioma e fuso horário.',
    nameFormat: 'Formato dos nomes dos contactos',
    nameFormatHelp:
      'As listas são ordenadas por este formato. Depois de uma alteração, os nomes são atualizados em poucos minutos.',
    formats,
    retention: 'Anos de conservação dos dados de antigos clientes',
    retentionHelp:
      'Até lá, os dados de um contacto não podem ser apagados. Em Portugal: 10 anos para documentos contabilísticos.',
  },
})
