import type { EventWords } from '../audit/words.ts'

export const addressEvents = {
  kinds: {
    'address setting changed': {
      en: 'changed the portal settings of an address',
      pt: 'alterou as definições de portal de um endereço',
    },
    'notification preferences changed': {
      en: 'changed notification preferences',
      pt: 'alterou preferências de notificação',
    },
    'signer order changed': { en: 'changed the order of the signers', pt: 'alterou a ordem dos signatários' },
  },
  fields: {
    login: { en: 'Login', pt: 'Acesso ao portal' },
    notify: { en: 'Notifications', pt: 'Notificações' },
    sync: { en: 'E-mail sync', pt: 'Sincronização de e-mail' },
    signer: { en: 'Signer authority', pt: 'Poder de assinatura' },
    notifications: { en: 'Notify about', pt: 'Notificar sobre' },
    reminders: { en: 'Reminders', pt: 'Lembretes' },
    signers: { en: 'Signers', pt: 'Signatários' },
    portal_settings: { en: 'Portal settings', pt: 'Definições de portal' },
  },
} satisfies EventWords
