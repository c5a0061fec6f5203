import { catalogue } from '#src/platform/language/language.ts'
import type { WayClosed } from '#src/portal/no-way-in.ts'
import type { WayIn } from '#src/portal/visit.ts'

type Explained = Record<WayClosed, { title: string; text: string }>
type Ways = Record<WayIn, string>

const closedEn: Explained = {
  unknown: {
    title: 'This link is not valid',
    text: 'It has been used, has expired, or was replaced by a newer one. Open the latest e-mail, or ask your accountant for a new link.',
  },
  used: {
    title: 'This link has already been used',
    text: 'It works once. If you have set a password with it, sign in with that password.',
  },
  revoked: {
    title: 'This invitation has been replaced',
    text: 'A newer one was sent, or your e-mail address has changed. Open the latest e-mail, or ask your accountant for a new link.',
  },
  'too old': { title: 'This link has expired', text: 'Nothing was changed. Ask your accountant for a new one.' },
  closed: {
    title: 'You no longer have access',
    text: 'Your access was closed after the link was sent. If you think that is a mistake, ask your accountant.',
  },
  taken: {
    title: 'This e-mail address belongs to another login',
    text: 'Two people cannot share one. Ask your accountant to invite you at another address.',
  },
  'has login': {
    title: 'You already have a login',
    text: 'Sign in with this e-mail address and the password that you chose before.',
  },
}
const closedPt: Explained = {
  unknown: {
    title: 'Esta ligação não é válida',
    text: 'Já foi usada, expirou ou foi substituída por outra mais recente. Abra o e-mail mais recente, ou peça uma nova ao seu gabinete.',
  },
  used: {
    title: 'Esta ligação já foi usada',
    text: 'Funciona uma só vez. Se definiu uma palavra-passe com ela, entre com essa palavra-passe.',
  },
  revoked: {
    title: 'Este convite foi substituído',
    text: 'Foi enviado outro mais recente, ou o seu endereço de e-mail mudou. Abra o e-mail mais recente, ou peça uma nova ligação ao seu gabinete.',
  },
  'too old': { title: 'Esta ligação expirou', text: 'Nada foi alterado. Peça uma nova ao seu gabinete.' },
  closed: {
    title: 'Já não tem acesso',
    text: 'O seu acesso foi encerrado depois de a ligação ser enviada. Se acha que é engano, fale com o seu gabinete.',
  },
  taken: {
    title: 'Este endereço de e-mail já é o acesso de outra pessoa',
    text: 'Duas pessoas não podem partilhar um acesso. Peça ao seu gabinete que o convide noutro endereço.',
  },
  'has login': {
    title: 'Já tem acesso',
    text: 'Entre com este endereço de e-mail e a palavra-passe que já escolheu.',
  },
}

const waysEn: Ways = { activation: 'First sign-in', 'sign-in': 'Sign-in', reset: 'New password' }
const waysPt: Ways = { activation: 'Primeiro acesso', 'sign-in': 'Acesso', reset: 'Nova palavra-passe' }

export const words = catalogue({
  en: {
    portal: 'Client portal',
    signIn: 'Sign in',
    signOut: 'Sign out',
    email: 'E-mail address',
    password: 'Password',
    forgot: 'Forgot your password?',
    refused: 'The e-mail address or the password is wrong.',
    tooMany: 'Too many attempts. Wait 15 minutes, or ask for a new password: that link always works.',
    nothingOpen:
      'You don’t have access to anything at the moment. If you think that is a mistake, ask your accountant.',
    resetTitle: 'Reset your password',
    resetText: 'Type your e-mail address. If it has access here, we will send it a link.',
    resetAction: 'Send link',
    resetSent: 'If the address has access here, an e-mail with a link is on its way. The link works for two hours.',
    closed: closedEn,
    activation: (firm: string) => `Your access to ${firm}`,
    opens: (email: string) => `With ${email} and your own password, you open these accounts in the client portal:`,
    choose: 'Set password and sign in',
    newPassword: 'Choose a new password',
    otherClient: (name: string) =>
      `${name} is signed in to the portal in this browser. That session ends when you set your password.`,
    staffHere: (name: string) =>
      `${name} of the firm is also signed in in this browser and stays signed in. The password you set here is for the client portal.`,
    nothingWaits: 'Nothing is waiting for you. You are up to date.',
    waits: 'Waiting for you',
    sections: 'Sections',
    otherAccounts: 'Other accounts',
    accounts: 'Your accounts',
    visits: 'Your latest sign-ins',
    ways: waysEn,
    elsewhere: 'Signed in elsewhere',
    onlyHere: 'You are signed in only here.',
    alsoIn: (count: number, shown: string) =>
      count === 1 ? '1 other browser is signed in as you.' : `${shown} other browsers are signed in as you.`,
    endOthers: 'Sign out everywhere else',
    endedOthers: 'All other sessions were signed out.',
    changePassword: 'Change password',
    passwordNow: 'Current password',
    passwordChanged: 'The password was changed. All other sessions were signed out.',
    language: 'Language',
    languages: { en: 'English', pt: 'Português' },
    languageUsual: 'Default: the language set by your accountant, or the browser’s',
    save: 'Save',
    saved: 'Saved.',
    logins: 'Login activity',
    neverLoggedIn: 'Never logged in',
    invitedSince: 'Invited since',
    notInvited: 'Can log in, not invited yet',
    noLogin: 'No portal access',
    noVisits: 'Nobody has logged in yet. Logins appear here once somebody uses the portal.',
    everyVisit: 'All logins',
  },
  pt: {
    portal: 'Portal de clientes',
    signIn: 'Entrar',
    signOut: 'Sair',
    email: 'Endereço de e-mail',
    password: 'Palavra-passe',
    forgot: 'Esqueceu-se da palavra-passe?',
    refused: 'O endereço de e-mail ou a palavra-passe está errado.',
    tooMany: 'Demasiadas tentativas. Espere 15 minutos ou peça uma nova palavra-passe: essa ligação funciona sempre.',
    nothingOpen: 'De momento não tem acesso a nada. Se acha que é engano, fale com o seu gabinete.',
    resetTitle: 'Repor a palavra-passe',
    resetText: 'Escreva o seu endereço de e-mail. Se tiver acesso, enviamos-lhe uma ligação.',
    resetAction: 'Enviar ligação',
    resetSent: 'Se o endereço tiver acesso, enviámos-lhe um e-mail com uma ligação, válida durante duas horas.',
    closed: closedPt,
    activation: (firm: string) => `O seu acesso a ${firm}`,
    opens: (email: string) => `Com ${email} e a sua palavra-passe abre estas contas no portal de clientes:`,
    choose: 'Definir a palavra-passe e entrar',
    newPassword: 'Escolha uma nova palavra-passe',
    otherClient: (name: string) =>
      `${name} tem sessão aberta no portal neste navegador. Essa sessão termina quando definir a sua palavra-passe.`,
    staffHere: (name: string) =>
      `${name}, do gabinete, também tem sessão aberta neste navegador e continua com ela. A palavra-passe que definir aqui é a do portal de clientes.`,
    nothingWaits: 'Não há nada à sua espera. Está tudo em dia.',
    waits: 'À sua espera',
    sections: 'Secções',
    otherAccounts: 'Outras contas',
    accounts: 'As suas contas',
    visits: 'Os seus últimos acessos',
    ways: waysPt,
    elsewhere: 'Outras sessões abertas',
    onlyHere: 'Só tem sessão aberta aqui.',
    alsoIn: (count: number, shown: string) =>
      count === 1 ? 'Tem sessão aberta em mais 1 navegador.' : `Tem sessão aberta em mais ${shown} navegadores.`,
    endOthers: 'Terminar todas as outras sessões',
    endedOthers: 'Todas as outras sessões foram terminadas.',
    changePassword: 'Alterar a palavra-passe',
    passwordNow: 'Palavra-passe atual',
    passwordChanged: 'A palavra-passe foi alterada. Todas as outras sessões foram terminadas.',
    language: 'Idioma',
    languages: { en: 'English', pt: 'Português' },
    languageUsual: 'Predefinição: o idioma definido pelo seu gabinete, ou o do navegador',
    save: 'Guardar',
    saved: 'Guardado.',
    logins: 'Acessos ao portal',
    neverLoggedIn: 'Nunca acedeu',
    invitedSince: 'Convite enviado em',
    notInvited: 'Pode aceder, ainda sem convite',
    noLogin: 'Sem acesso ao portal',
    noVisits: 'Ainda ninguém acedeu. Os acessos aparecem aqui quando alguém usar o portal.',
    everyVisit: 'Todos os acessos',
  },
})
