import { catalogue } from '#src/platform/language/language.ts'

const end = {
  en: 'If this was not you, tell whoever manages the firm’s team at once, and choose another password.',
  pt: 'Se não foi você, avise de imediato quem gere a equipa do gabinete e escolha outra palavra-passe.',
}

/** A letter of two sentences of our own, and how the list of mails calls it. */
const told = (
  en: { title: string; subject: string; text: string },
  pt: { title: string; subject: string; text: string },
) => ({
  title: catalogue({ en: { title: en.title }, pt: { title: pt.title } }),
  letter: catalogue({
    en: {
      subject: (firm: string) => `${en.subject} ${firm}`,
      text: (name: string, firm: string) => `Hello ${name},\n\n${en.text} ${firm}.\n\n${end.en}`,
    },
    pt: {
      subject: (firm: string) => `${pt.subject} ${firm}`,
      text: (name: string, firm: string) => `Olá ${name},\n\n${pt.text} ${firm}.\n\n${end.pt}`,
    },
  }),
})

export const mailWords = {
  'second factor set up': told(
    {
      title: 'Two-step sign-in set up',
      subject: 'Two-step sign-in was set up at',
      text: 'an authenticator app was set up for your access to',
    },
    {
      title: 'Início de sessão em dois passos configurado',
      subject: 'Início de sessão em dois passos configurado em',
      text: 'foi configurada uma aplicação de autenticação para o seu acesso a',
    },
  ),
  'second factor removed': told(
    {
      title: 'Two-step sign-in turned off',
      subject: 'Two-step sign-in was turned off at',
      text: 'two-step sign-in was turned off for your access to',
    },
    {
      title: 'Início de sessão em dois passos desativado',
      subject: 'Início de sessão em dois passos desativado em',
      text: 'o início de sessão em dois passos foi desativado para o seu acesso a',
    },
  ),
  'second factor reset': told(
    {
      title: 'Two-step sign-in reset',
      subject: 'Your two-step sign-in was reset at',
      text: 'an admin has reset the two-step sign-in. Until you set it up again under “My settings”, the password alone is enough at',
    },
    {
      title: 'Início de sessão em dois passos reposto',
      subject: 'O seu início de sessão em dois passos foi reposto em',
      text: 'um administrador repôs o início de sessão em dois passos. Até o configurar de novo em “As minhas definições”, basta a palavra-passe em',
    },
  ),
  'recovery code used': told(
    {
      title: 'Recovery code used',
      subject: 'A recovery code was used at',
      text: 'one of your recovery codes was used for your access to',
    },
    {
      title: 'Código de recuperação usado',
      subject: 'Foi usado um código de recuperação em',
      text: 'foi usado um dos seus códigos de recuperação para o seu acesso a',
    },
  ),
  'code refused': told(
    {
      title: 'Wrong code at sign-in',
      subject: 'Somebody knows your password at',
      text: 'somebody typed your password correctly, and then a wrong code, at',
    },
    {
      title: 'Código errado no início de sessão',
      subject: 'Alguém sabe a sua palavra-passe em',
      text: 'alguém escreveu corretamente a sua palavra-passe, e depois um código errado, em',
    },
  ),
}
