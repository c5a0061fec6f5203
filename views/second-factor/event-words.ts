import type { EventWords } from '../audit/words.ts'
import { words } from './words.ts'

export const secondFactorEvents = {
  kinds: {
    'second factor set up': { en: 'set up two-step sign-in', pt: 'configurou o início de sessão em dois passos' },
    'second factor removed': {
      en: 'turned off the two-step sign-in',
      pt: 'desativou o início de sessão em dois passos',
    },
    'second factor demanded': {
      en: 'changed who needs two-step sign-in',
      pt: 'alterou quem precisa do início de sessão em dois passos',
    },
    'code refused': {
      en: 'typed a wrong code after the password',
      pt: 'escreveu um código errado depois da palavra-passe',
    },
    'recovery codes made': { en: 'made new recovery codes', pt: 'criou novos códigos de recuperação' },
    'recovery code used': { en: 'signed in with a recovery code', pt: 'usou um código de recuperação' },
  },
  fields: {
    second_factor: {
      en: 'Required for',
      pt: 'Obrigatório para',
      values: { en: words.en.demands, pt: words.pt.demands },
    },
  },
} satisfies EventWords
