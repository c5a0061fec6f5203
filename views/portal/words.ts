import { catalogue } from '#src/platform/language/language.ts'
import type { WayClosed } from '#src/portal/no-way-in.ts'
import type { WayIn } from '#src/portal/visit.ts'

type Explained = Record<WayClosed, { title: string; text: string }>
type Ways = Record<WayIn, string>

const closedEn: Explained = {
  unknown: {
    title: 'This link is not valid',
    text: 'It was used, it is too old, or a newer one was sent. Open the newest mail, or ask the firm for a new link.',
  },
  used: {
    title: 'This link has been used',
    text: 'It works once. Whoever has set a password with it signs in with that.',
  },
  revoked: {
    title: 'This invitation has been replaced',
    text: 'A newer one was sent, or the e-mail address has changed since. Open the newest mail, or ask the firm for a new link.',
  },
  'too old': { title: 'This link is too old', text: 'Nothing was changed. Ask the firm for a new one.' },
  closed: {
    title: 'Nothing is open for you any more',
    text: 'The firm has closed this access since the link was sent. If you think that is wrong, ask the firm.',
  },
  taken: {
    title: 'This e-mail address is somebody else’s login',
    text: 'Two people cannot share one. Tell the firm, so that it can invite you at another address.',
  },
  'has login': {
    title: 'You have a login already',
    text: 'Sign in with this e-mail address and the password that you have chosen before.',
  },
}
const closedPt: Explained = {
  unknown: {
    title: 'Esta ligação não é válida',
    text: 'Foi usada, é demasiado antiga, ou foi enviada outra mais recente. Abra a mensagem mais recente, ou peça uma nova à firma.',
  },
  used: {
    title: 'Esta ligação já foi usada',
    text: 'Funciona uma vez. Quem escolheu com ela uma palavra-passe entra com essa.',
  },
  revoked: {
    title: 'Este convite foi substituído',
    text: 'Foi enviado outro mais recente, ou o endereço de e-mail mudou entretanto. Abra a mensagem mais recente, ou peça uma nova ligação à firma.',
  },
  'too old': { title: 'Esta ligação é demasiado antiga', text: 'Nada foi alterado. Peça uma nova à firma.' },
  closed: {
    title: 'Já nada está aberto para si',
    text: 'A firma fechou este acesso depois de enviar a ligação. Se acha que é engano, fale com a firma.',
  },
  taken: {
    title: 'Este endereço de e-mail é a credencial de outra pessoa',
    text: 'Duas pessoas não podem partilhar uma. Diga-o à firma, para que o convite siga para outro endereço.',
  },
  'has login': {
    title: 'Já tem uma credencial',
    text: 'Entre com este endereço de e-mail e a palavra-passe que escolheu antes.',
  },
}

const waysEn: Ways = { activation: 'First sign-in', 'sign-in': 'Sign-in', reset: 'New password' }
const waysPt: Ways = { activation: 'Primeira entrada', 'sign-in': 'Entrada', reset: 'Nova palavra-passe' }

export const words = catalogue({
  en: {
    portal: 'Client portal',
    signIn: 'Sign in',
    signOut: 'Sign out',
    email: 'E-mail address',
    password: 'Password',
    forgot: 'Forgotten your password?',
    refused: 'The address or the password is not right.',
    tooMany: 'Too many tries. Wait a quarter of an hour, or ask for a new password: that link always works.',
    nothingOpen: 'Nothing is open for you at the moment. Ask the firm if you think that is wrong.',
    resetTitle: 'A new password',
    resetText: 'Type your address. If it opens something here, a mail with a link goes to it.',
    resetAction: 'Send the link',
    resetSent:
      'If the address opens something here, a mail with a link is on its way to it. The link works for two hours.',
    closed: closedEn,
    activation: (firm: string) => `Your access to ${firm}`,
    opens: (email: string) => `With ${email} and a password of your own you open in the client portal:`,
    choose: 'Set the password and go in',
    newPassword: 'Choose a new password',
    otherClient: (name: string) =>
      `${name} is signed in to the portal in this browser. When you set your password, that session ends here.`,
    staffHere: (name: string) =>
      `${name} of the firm has a session open in this browser, and keeps it. The password that you set is the client’s.`,
    nothingWaits: 'Nothing is waiting for you.',
    waits: 'Waiting for you',
    sections: 'What there is',
    otherAccounts: 'Other accounts',
    accounts: 'What you can open',
    visits: 'Your latest sign-ins',
    ways: waysEn,
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    unknownBrowser: 'an unknown browser',
    elsewhere: 'Signed in elsewhere',
    onlyHere: 'You are signed in only here.',
    alsoIn: (count: number, shown: string) =>
      count === 1 ? '1 other browser is signed in as you.' : `${shown} other browsers are signed in as you.`,
    endOthers: 'Sign out everywhere else',
    endedOthers: 'All other sessions were ended.',
    changePassword: 'Change the password',
    passwordNow: 'Password now',
    passwordChanged: 'The password was changed. Other sessions were ended.',
    language: 'Language',
    languages: { en: 'English', pt: 'Português' },
    languageUsual: 'As the firm knows it, or as the browser asks',
    save: 'Save',
    saved: 'Saved.',
    logins: 'Login activity',
    neverLoggedIn: 'Never logged in',
    invitedSince: 'Invited since',
    notInvited: 'May log in, not invited yet',
    noLogin: 'No access to the portal',
    noVisits: 'Nobody has logged in yet.',
    everyVisit: 'Every login',
  },
  pt: {
    portal: 'Portal de clientes',
    signIn: 'Entrar',
    signOut: 'Sair',
    email: 'Endereço de e-mail',
    password: 'Palavra-passe',
    forgot: 'Esqueceu-se da palavra-passe?',
    refused: 'O endereço ou a palavra-passe não está certo.',
    tooMany:
      'Demasiadas tentativas. Espere um quarto de hora ou peça uma nova palavra-passe: essa ligação funciona sempre.',
    nothingOpen: 'De momento nada está aberto para si. Se acha que é engano, fale com a firma.',
    resetTitle: 'Uma nova palavra-passe',
    resetText: 'Escreva o seu endereço. Se abrir aqui alguma coisa, segue para lá uma mensagem com uma ligação.',
    resetAction: 'Enviar a ligação',
    resetSent:
      'Se o endereço abrir aqui alguma coisa, segue para lá uma mensagem com uma ligação, que funciona durante duas horas.',
    closed: closedPt,
    activation: (firm: string) => `O seu acesso a ${firm}`,
    opens: (email: string) => `Com ${email} e uma palavra-passe sua abre no portal de clientes:`,
    choose: 'Definir a palavra-passe e entrar',
    newPassword: 'Escolha uma nova palavra-passe',
    otherClient: (name: string) =>
      `${name} tem sessão aberta no portal neste navegador. Quando definir a sua palavra-passe, essa sessão termina aqui.`,
    staffHere: (name: string) =>
      `${name}, da firma, tem sessão aberta neste navegador e continua com ela. A palavra-passe que definir é a do cliente.`,
    nothingWaits: 'Não há nada à sua espera.',
    waits: 'À sua espera',
    sections: 'O que há',
    otherAccounts: 'Outros clientes',
    accounts: 'O que pode abrir',
    visits: 'As suas últimas entradas',
    ways: waysPt,
    browserOn: (browser: string, system: string) => `${browser} em ${system}`,
    unknownBrowser: 'um navegador desconhecido',
    elsewhere: 'Sessões noutros lados',
    onlyHere: 'Só tem sessão aberta aqui.',
    alsoIn: (count: number, shown: string) =>
      count === 1
        ? 'Também tem sessão aberta em mais 1 navegador.'
        : `Também tem sessão aberta em mais ${shown} navegadores.`,
    endOthers: 'Sair em todos os outros lados',
    endedOthers: 'As outras sessões foram terminadas.',
    changePassword: 'Alterar a palavra-passe',
    passwordNow: 'Palavra-passe atual',
    passwordChanged: 'A palavra-passe foi alterada. As outras sessões foram terminadas.',
    language: 'Língua',
    languages: { en: 'English', pt: 'Português' },
    languageUsual: 'A que a firma conhece, ou a que o navegador pede',
    save: 'Guardar',
    saved: 'Guardado.',
    logins: 'Entradas no portal',
    neverLoggedIn: 'Nunca entrou',
    invitedSince: 'Convite desde',
    notInvited: 'Pode entrar, ainda sem convite',
    noLogin: 'Sem acesso ao portal',
    noVisits: 'Ainda ninguém entrou.',
    everyVisit: 'Todas as entradas',
  },
})
