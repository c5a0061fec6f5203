import type { EventWords } from '../audit/words.ts'

export const portalEvents = {
  kinds: {
    'portal invitation sent': { en: 'invited into the portal', pt: 'convidou para o portal' },
    'portal password reset sent': {
      en: 'sent a link for a new portal password',
      pt: 'enviou uma ligação para nova palavra-passe do portal',
    },
    'unlinked login switched off': { en: 'switched an unlinked login off', pt: 'desligou uma credencial sem ligação' },
    'portal activated': { en: 'made their login to the portal', pt: 'criou a sua credencial do portal' },
    'portal signed in': { en: 'signed in to the portal', pt: 'entrou no portal' },
    'portal sign-in refused': { en: 'portal sign-in refused', pt: 'entrada no portal recusada' },
    'portal password refused': {
      en: 'gave a wrong portal password while signed in',
      pt: 'indicou uma palavra-passe errada no portal com a sessão iniciada',
    },
    'portal signed out': { en: 'signed out of the portal', pt: 'saiu do portal' },
    'portal password changed': { en: 'chose a new portal password', pt: 'escolheu uma nova palavra-passe do portal' },
  },
} satisfies EventWords
