import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    settings: 'Settings',
    skip: 'Skip to the content',
    main: 'Main menu',
    menu: 'Menu',
    search: 'Search clients and contacts',
    searchHint: 'Name, e-mail, phone or ID',
    go: 'Search',
    unread: 'unread',
    failed: 'failed',
    me: 'My settings',
    signOut: 'Sign out',
    languages: 'Language',
  },
  pt: {
    settings: 'Definições',
    skip: 'Saltar para o conteúdo',
    main: 'Menu principal',
    menu: 'Menu',
    search: 'Pesquisar clientes e contactos',
    searchHint: 'Nome, e-mail, telefone ou ID',
    go: 'Pesquisar',
    unread: 'por ler',
    failed: 'com falhas',
    me: 'As minhas definições',
    signOut: 'Sair',
    languages: 'Idioma',
  },
})
