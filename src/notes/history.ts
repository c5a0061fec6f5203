import type { Act } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { editNote } from './note.ts'

const versionsOnPage = 10

/** What a note said before, the last first; from before the version of that number. */
export async function noteHistory(db: Db, noteId: number, before?: number) {
  const rows = await db
    .selectFrom('note_version')
    .innerJoin('staff', 'staff.id', 'note_version.staff_id')
    .select(['note_version.id', 'note_version.version', 'note_version.text', 'note_version.at', 'staff.name as author'])
    .where('note_version.note_id', '=', noteId)
    .$if(before !== undefined, (query) => query.where('note_version.version', '<', before!))
    .orderBy('note_version.version', 'desc')
    .limit(versionsOnPage + 1)
    .execute()
  return { versions: rows.slice(0, versionsOnPage), more: rows.length > versionsOnPage }
}

export type NoteVersion = Awaited<ReturnType<typeof noteHistory>>['versions'][number]

/** Gives a note a text that it had before. Throws 404 where it never had it, Conflict when it was changed since `version`. */
export async function restoreVersion(
  act: Act,
  me: Pick<Staff, 'id'>,
  accountId: number,
  noteId: number,
  version: number,
  versionId: number | null,
): Promise<void> {
  const then =
    versionId === null
      ? undefined
      : await act.trx
          .selectFrom('note_version')
          .select('text')
          .where('id', '=', versionId)
          .where('note_id', '=', noteId)
          .executeTakeFirst()
  if (!then) throw notFound()
  await editNote(act, me, accountId, noteId, version, then.text)
}
