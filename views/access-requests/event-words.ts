import type { EventWords } from '../audit/words.ts'

export const accessRequestEvents = {
  kinds: {
    'access asked': { en: 'asked for access', pt: 'pediu acesso' },
    'access granted': { en: 'gave access', pt: 'concedeu acesso' },
    'access declined': { en: 'declined access', pt: 'recusou acesso' },
  },
  fields: {
    wanted: { en: 'Asked for', pt: 'Pedido' },
  },
} satisfies EventWords
