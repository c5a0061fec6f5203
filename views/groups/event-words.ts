import type { EventWords } from '../audit/words.ts'

export const groupEvents = {
  kinds: {
    'group created': { en: 'made the group', pt: 'criou o grupo' },
    'group changed': { en: 'changed the group', pt: 'alterou o grupo' },
    'group deleted': { en: 'deleted the group', pt: 'eliminou o grupo' },
    'account added to group': { en: 'put the account into a group', pt: 'pôs o cliente num grupo' },
    'account removed from group': { en: 'took the account out of a group', pt: 'retirou o cliente de um grupo' },
  },
  fields: {
    group: { en: 'Group', pt: 'Grupo' },
  },
} satisfies EventWords
