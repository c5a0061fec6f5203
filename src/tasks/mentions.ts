import type { Generated } from 'kysely'
import { type Mentioning, mostShown } from '#src/mentions/mention.ts'
import { mentionWords } from '#views/tasks/mention-words.ts'

declare module '#src/mentions/mention.ts' {
  interface MentionPlaces {
    task_id: Generated<number | null>
  }
}

/** What tasks say where their details mention somebody. */
export const tasksMentioning: Mentioning = {
  place: 'task_id',
  words: mentionWords,
  path: (accountId, id) => `/accounts/${accountId}/tasks/${id}`,
  async texts(db, ids) {
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'title', 'mentions'])
      .select((eb) => eb.fn<string>('substr', ['details', eb.lit(1), eb.lit(mostShown)]).as('text'))
      .where('id', 'in', ids)
      .execute()
    return new Map(tasks.map(({ id, text, title, mentions }) => [id, { text, names: JSON.parse(mentions), title }]))
  },
}
