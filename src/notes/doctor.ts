import type { Db } from '#src/platform/db/database.ts'
import { asWords } from '#src/platform/language/fold.ts'

const notesAtATime = 500

/** What is wrong with the notes: each is found by what it says, and knows who pinned it and who edited it. */
export async function wrongNotes(db: Db): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; ; ) {
    const notes = await db
      .selectFrom('note')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(notesAtATime)
      .execute()
    if (notes.length === 0) return wrong
    for (const note of notes) {
      if (note.folded !== asWords(note.text)) wrong.push(`note ${note.id} is not found by what it says`)
      if ((note.pinned_at === '') !== (note.pinned_by === null)) wrong.push(`note ${note.id} is pinned by nobody`)
      if ((note.edited_at === null) !== (note.edited_by === null)) wrong.push(`note ${note.id} was edited by nobody`)
    }
    after = notes.at(-1)!.id
  }
}
