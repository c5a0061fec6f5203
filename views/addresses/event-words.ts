import type { EventWords } from '../audit/words.ts'
import { words } from './words.ts'

const onOrOff = { en: { on: 'on', off: 'off' }, pt: { on: 'ativado', off: 'desativado' } }
const types = { en: words.en.types, pt: words.pt.types }

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
    login: { en: 'Login', pt: 'Acesso ao portal', values: onOrOff },
    notify: { en: 'Notifications', pt: 'Notificações', values: onOrOff },
    sync: { en: 'E-mail sync', pt: 'Sincronização de e-mail', values: onOrOff },
    signer: { en: 'Signer authority', pt: 'Poder de assinatura', values: onOrOff },
    notifications: { en: 'Notify about', pt: 'Notificar sobre', values: types, isList: true },
    reminders: { en: 'Reminders', pt: 'Lembretes', values: types, isList: true },
    signers: { en: 'Signers', pt: 'Signatários' },
    portal_settings: { en: 'Portal settings', pt: 'Definições de portal' },
  },
} satisfies EventWords
