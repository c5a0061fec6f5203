import { type EventWords, yesOrNo } from '../audit/words.ts'
import { words } from './words.ts'

export const staffEvents = {
  kinds: {
    'signed in': { en: 'signed in', pt: 'iniciou sessão' },
    'sign-in refused': { en: 'sign-in refused', pt: 'início de sessão recusado' },
    'password refused': {
      en: 'typed a wrong password while signed in',
      pt: 'escreveu uma palavra-passe errada com a sessão aberta',
    },
    'signed out': { en: 'signed out', pt: 'terminou sessão' },
    'session ended': { en: 'ended a session', pt: 'terminou uma sessão' },
    'staff invited': { en: 'invited to the team', pt: 'convidou para a equipa' },
    'staff changed': { en: 'changed a team member', pt: 'alterou um membro da equipa' },
    'staff rights changed': { en: 'changed permissions', pt: 'alterou permissões' },
    'staff role changed': { en: 'changed the role', pt: 'alterou a função' },
    'staff deactivated': { en: 'deactivated a team member', pt: 'desativou um membro da equipa' },
    'staff reactivated': { en: 'reactivated a team member', pt: 'reativou um membro da equipa' },
    'ownership transferred': { en: 'transferred ownership', pt: 'transferiu a propriedade' },
    'invitation used': { en: 'accepted the invitation', pt: 'aceitou o convite' },
    'password changed': { en: 'changed the password', pt: 'alterou a palavra-passe' },
    'password reset asked': { en: 'asked for a new password', pt: 'pediu uma nova palavra-passe' },
    'link shown': { en: 'viewed the link in an e-mail', pt: 'viu a ligação de um e-mail' },
    'mail tried again': { en: 'sent an e-mail again', pt: 'enviou de novo um e-mail' },
  },
  fields: {
    role: { en: 'Role', pt: 'Função', values: { en: words.en.roles, pt: words.pt.roles } },
    rights: {
      en: 'Permissions',
      pt: 'Permissões',
      values: { en: words.en.rightNames, pt: words.pt.rightNames },
      isList: true,
    },
    default_access: { en: 'Default access', pt: 'Acesso predefinido', values: yesOrNo },
    person: { en: 'Person', pt: 'Pessoa' },
  },
} satisfies EventWords
