import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    signIn: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    refused: 'The address or the password is not right.',
    tooMany: 'Too many tries. Wait a quarter of an hour and try again.',
    forgot: 'Forgotten your password?',
    signedOut: 'You are signed out.',
  },
  pt: {
    signIn: 'Entrar',
    email: 'Endereço de e-mail',
    password: 'Palavra-passe',
    refused: 'O endereço ou a palavra-passe não está certo.',
    tooMany: 'Demasiadas tentativas. Espere um quarto de hora e tente de novo.',
    forgot: 'Esqueceu-se da palavra-passe?',
    signedOut: 'Saiu da sua conta.',
  },
})
