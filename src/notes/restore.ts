import type { Act, Undo } from '#src/audit/audit.ts'
import { withdrawMentions } from '#src/mentions/mention.ts'
import { locked } from '#src/platform/db/locked.ts'
import { CantRestore, type Restorer } from '#src/restorations/restoration.ts'
import { brief, changeText, type Note, recordOf } from './note.ts'

interface NoteUndo {
  noteId: number
  /** The version that an edit made. */
  version: number
}

/** The note as it is now, deleted or not, held until the transaction ends. */
async function lockedNote(act: Act, id: number): Promise<Note> {
  await locked(act.trx, 'note', id)
  const note = await act.trx.selectFrom('note').selectAll().where('id', '=', id).executeTakeFirst()
  if (!note) throw new CantRestore('note gone')
  return note
}

/** Gives a note the text from before an edit, where nobody has edited or deleted it since. */
async function textOfBefore(act: Act, undo: Undo): Promise<readonly string[]> {
  const { noteId, version } = undo as unknown as NoteUndo
  const note = await lockedNote(act, noteId)
  if (note.deleted_at || note.version !== version) throw new CantRestore('changed since')
  const before = await act.trx
    .selectFrom('note_version')
    .select('text')
    .where('note_id', '=', noteId)
    .where('version', '=', version - 1)
    .executeTakeFirstOrThrow()
  await changeText(act, note, act.by.staffId ?? note.staff_id, before.text)
  return []
}

/** Brings a deleted note back as it was, with its pin, its history and those whom it mentions. */
async function noteItself(act: Act, undo: Undo): Promise<readonly string[]> {
  const note = await lockedNote(act, (undo as unknown as NoteUndo).noteId)
  if (!note.deleted_at) throw new CantRestore('changed since')
  await act.trx.updateTable('note').set({ deleted_at: null }).where('id', '=', note.id).execute()
  await withdrawMentions(act.trx, 'note_id', note.id, null)
  await recordOf(act, note, 'note written', [null, brief(note.text)])
  return []
}

export const noteRestorers: Record<string, Restorer> = {
  note: { permission: 'manage accounts', restore: (act, _event, undo) => textOfBefore(act, undo) },
  'note removal': { permission: 'manage accounts', restore: (act, _event, undo) => noteItself(act, undo) },
}
