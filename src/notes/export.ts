import { Readable } from 'node:stream'
import type { Exporting, ExportPart } from '#src/accounts/export.ts'

const notesAtATime = 100

/** The notes of an account with what they said before, the oldest first. Read page by page. */
export async function* notesExport(exporting: Exporting): AsyncGenerator<ExportPart> {
  yield { file: { name: 'notes.json', open: () => Readable.from(asJson(notesOf(exporting))) } }
}

async function* asJson(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const row of rows) {
    yield `${before}${JSON.stringify(row, null, 2)}`
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

async function* notesOf({ app, account }: Exporting): AsyncGenerator<object> {
  const db = app.db.read
  for (let after = 0; ; ) {
    const notes = await db
      .selectFrom('note')
      .innerJoin('staff as author', 'author.id', 'note.staff_id')
      .select(['note.id', 'author.name as author', 'note.text', 'note.created_at', 'note.edited_at', 'note.pinned_at'])
      .where('note.account_id', '=', account.id)
      .where('note.deleted_at', 'is', null)
      .where('note.id', '>', after)
      .orderBy('note.id')
      .limit(notesAtATime)
      .execute()
    if (notes.length === 0) return
    const versions = await db
      .selectFrom('note_version')
      .innerJoin('staff', 'staff.id', 'note_version.staff_id')
      .select(['note_version.note_id', 'note_version.text', 'note_version.at', 'staff.name as author'])
      .where(
        'note_version.note_id',
        'in',
        notes.map((note) => note.id),
      )
      .orderBy('note_version.id')
      .execute()
    const byNote = Map.groupBy(versions, (version) => version.note_id)
    for (const { id, pinned_at, ...note } of notes)
      yield {
        ...note,
        pinned_at: pinned_at || null,
        before: (byNote.get(id) ?? []).map(({ note_id: _, ...version }) => version),
      }
    after = notes.at(-1)!.id
  }
}
