import type { EventWords } from '../audit/words.ts'

export const groupEvents = {
  kinds: {
    'group created': { en: 'created the group', pt: 'criou o grupo' },
    'group changed': { en: 'changed the group', pt: 'alterou o grupo' },
    'group deleted': { en: 'deleted the group', pt: 'eliminou o grupo' },
    'account added to group': { en: 'added the client to a group', pt: 'adicionou o cliente a um grupo' },
    'account removed from group': { en: 'removed the client from a group', pt: 'removeu o cliente de um grupo' },
  },
  fields: {
    group: { en: 'Group', pt: 'Grupo' },
  },
} satisfies EventWords
