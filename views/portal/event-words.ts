import type { EventWords } from '../audit/words.ts'

export const portalEvents = {
  kinds: {
    'portal invitation sent': { en: 'invited to the portal', pt: 'convidou para o portal' },
    'portal password reset sent': {
      en: 'sent a password reset link for the portal',
      pt: 'enviou uma ligação para repor a palavra-passe do portal',
    },
    'unlinked login switched off': { en: 'switched off an unlinked login', pt: 'desativou um acesso não associado' },
    'portal activated': { en: 'activated their portal access', pt: 'ativou o seu acesso ao portal' },
    'portal signed in': { en: 'signed in to the portal', pt: 'acedeu ao portal' },
    'portal sign-in refused': { en: 'portal sign-in refused', pt: 'acesso ao portal recusado' },
    'portal password refused': {
      en: 'typed a wrong portal password while signed in',
      pt: 'escreveu uma palavra-passe errada com a sessão do portal aberta',
    },
    'portal signed out': { en: 'signed out of the portal', pt: 'saiu do portal' },
    'portal password changed': { en: 'changed their portal password', pt: 'alterou a sua palavra-passe do portal' },
  },
} satisfies EventWords
