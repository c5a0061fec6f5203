import type { EventWords } from '../audit/words.ts'

export const addressEvents = {
  kinds: {
    'address setting changed': { en: 'changed what an address may do', pt: 'alterou o que um endereço pode fazer' },
    'notification preferences changed': {
      en: 'changed notification preferences',
      pt: 'alterou preferências de notificação',
    },
    'signer order changed': { en: 'changed the order of the signers', pt: 'alterou a ordem dos signatários' },
  },
  fields: {
    login: { en: 'Login', pt: 'Acesso ao portal' },
    notify: { en: 'Notify', pt: 'Notificar' },
    sync: { en: 'E-mail sync', pt: 'Sincronizar e-mail' },
    signer: { en: 'Signer authority', pt: 'Autoridade de signatário' },
    notifications: { en: 'Notifications', pt: 'Notificações' },
    reminders: { en: 'Reminders', pt: 'Lembretes' },
    signers: { en: 'Signers', pt: 'Signatários' },
    portal_settings: { en: 'Portal settings', pt: 'Definições de portal' },
  },
} satisfies EventWords
