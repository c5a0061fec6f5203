import type { Generated } from 'kysely'
import { type Mentioning, mostShown } from '#src/mentions/mention.ts'
import { mentionWords } from '#views/notes/mention-words.ts'

declare module '#src/mentions/mention.ts' {
  interface MentionPlaces {
    note_id: Generated<number | null>
  }
}

/** What notes say where they mention somebody. */
export const notesMentioning: Mentioning = {
  place: 'note_id',
  words: mentionWords,
  path: (accountId, id) => `/accounts/${accountId}/notes/${id}`,
  async texts(db, ids) {
    const notes = await db
      .selectFrom('note')
      .select((eb) => ['id', 'mentions', eb.fn<string>('substr', ['text', eb.lit(1), eb.lit(mostShown)]).as('text')])
      .where('id', 'in', ids)
      .execute()
    return new Map(notes.map(({ id, text, mentions }) => [id, { text, names: JSON.parse(mentions), title: null }]))
  },
}
