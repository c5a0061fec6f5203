import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    title: 'Search',
    results: (query: string) => `Results for “${query}”`,
    accounts: 'Clients',
    contacts: 'Contacts',
    none: 'No results. Try part of a name, an e-mail address, a phone number or an ID.',
    ask: 'Type part of a name, an e-mail address, a phone number or an ID.',
    archived: 'Archived',
    more: (count: string) => `+${count}`,
    fields: { name: 'Name', company: 'Company', id: 'ID', 'tax id': 'Tax ID', email: 'E-mail', phone: 'Phone' },
    all: 'All results',
    many: 'Only the first results are shown. Type more to narrow them down.',
  },
  pt: {
    title: 'Pesquisa',
    results: (query: string) => `Resultados de “${query}”`,
    accounts: 'Clientes',
    contacts: 'Contactos',
    none: 'Nenhum resultado. Tente parte de um nome, de um endereço de e-mail, de um telefone ou um ID.',
    ask: 'Escreva parte de um nome, de um endereço de e-mail, um telefone ou um ID.',
    archived: 'Arquivado',
    more: (count: string) => `+${count}`,
    fields: {
      name: 'Nome',
      company: 'Empresa',
      id: 'ID',
      'tax id': 'NIF',
      email: 'E-mail',
      phone: 'Telefone',
    },
    all: 'Todos os resultados',
    many: 'Só são mostrados os primeiros resultados. Escreva mais para os reduzir.',
  },
})
