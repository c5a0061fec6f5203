import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    setUp: 'Set up Ficha',
    welcome: 'Welcome. This page makes the firm and its owner, once.',
    firm: 'The firm',
    firmName: 'Name of the firm',
    country: 'Country',
    timeZone: 'Time zone',
    language: 'Language',
    owner: 'Its owner: you',
    yourName: 'Your name',
    email: 'E-mail address',
    password: 'Password',
    passwordHelp: 'At least 12 characters.',
    again: 'Password again',
    create: 'Make the firm',
    orDemo: 'Or look around first',
    demoText:
      'Load a demo firm with 250 accounts and 400 contacts. Everybody in it signs in with the password that you type here.',
    demoPassword: 'Password for the demo firm',
    loadDemo: 'Load the demo firm',
    demoLoaded:
      'The demo firm is loaded. Sign in as owner@ficha.example with the password that you chose; at /portal, as client@ficha.example.',
    linkOver: 'This setup link is not valid',
    linkOverText:
      'The link is printed each time that Ficha starts without a firm. Take the newest one from its output.',
    languages: { en: 'English', pt: 'Português' },
  },
  pt: {
    setUp: 'Preparar o Ficha',
    welcome: 'Bem-vindo. Esta página cria a firma e o seu proprietário, uma só vez.',
    firm: 'A firma',
    firmName: 'Nome da firma',
    country: 'País',
    timeZone: 'Fuso horário',
    language: 'Língua',
    owner: 'O proprietário: você',
    yourName: 'O seu nome',
    email: 'Endereço de e-mail',
    password: 'Palavra-passe',
    passwordHelp: 'Pelo menos 12 caracteres.',
    again: 'Repita a palavra-passe',
    create: 'Criar a firma',
    orDemo: 'Ou veja primeiro como é',
    demoText:
      'Carregue uma firma de demonstração com 250 clientes e 400 contactos. Todos nela entram com a palavra-passe que escrever aqui.',
    demoPassword: 'Palavra-passe da firma de demonstração',
    loadDemo: 'Carregar a firma de demonstração',
    demoLoaded:
      'A firma de demonstração está carregada. Entre como owner@ficha.example com a palavra-passe que escolheu; em /portal, como client@ficha.example.',
    linkOver: 'Esta ligação de preparação não é válida',
    linkOverText: 'A ligação é escrita de cada vez que o Ficha arranca sem firma. Use a mais recente.',
    languages: { en: 'English', pt: 'Português' },
  },
})
