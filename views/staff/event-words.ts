import type { EventWords } from '../audit/words.ts'

export const staffEvents = {
  kinds: {
    'signed in': { en: 'signed in', pt: 'entrou' },
    'sign-in refused': { en: 'sign-in refused', pt: 'entrada recusada' },
    'password refused': {
      en: 'gave a wrong password while signed in',
      pt: 'indicou uma palavra-passe errada com a sessão iniciada',
    },
    'signed out': { en: 'signed out', pt: 'saiu' },
    'session ended': { en: 'ended a session', pt: 'terminou uma sessão' },
    'staff invited': { en: 'added to the staff', pt: 'acrescentou ao pessoal' },
    'staff changed': { en: 'changed a person', pt: 'alterou uma pessoa' },
    'staff rights changed': { en: 'changed rights', pt: 'alterou direitos' },
    'staff role changed': { en: 'changed the role', pt: 'alterou a função' },
    'staff deactivated': { en: 'deactivated', pt: 'desativou' },
    'staff reactivated': { en: 'reactivated', pt: 'reativou' },
    'ownership transferred': { en: 'transferred the ownership', pt: 'transferiu a propriedade' },
    'invitation used': { en: 'used the invitation', pt: 'usou o convite' },
    'password changed': { en: 'changed the password', pt: 'alterou a palavra-passe' },
    'password reset asked': { en: 'asked for a new password', pt: 'pediu uma nova palavra-passe' },
    'link shown': { en: 'looked at the link of a mail', pt: 'viu a ligação de uma mensagem' },
    'mail tried again': { en: 'sent a mail again', pt: 'enviou de novo uma mensagem' },
  },
  fields: {
    role: { en: 'Role', pt: 'Função' },
    rights: { en: 'Rights', pt: 'Direitos' },
    default_access: { en: 'Default access', pt: 'Acesso por omissão' },
    person: { en: 'Person', pt: 'Pessoa' },
  },
} satisfies EventWords
