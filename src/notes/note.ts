import type { Generated, Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { mention, mentionedIn, withdrawMentions } from '#src/mentions/mention.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { daysKept, mayEditNote } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'note written': true
    'note edited': true
    'note pinned': true
    'note unpinned': true
    'note deleted': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    note: {
      id: Generated<number>
      account_id: number
      /** Who wrote it. */
      staff_id: number
      text: string
      /** The text as it is searched. */
      folded: string
      /** JSON: the names behind an @ that are people. */
      mentions: Generated<string>
      created_at: string
      edited_at: string | null
      edited_by: number | null
      /** Since when it is pinned, or ''. */
      pinned_at: Generated<string>
      pinned_by: number | null
      /** Deleted notes can be restored for a while. */
      deleted_at: string | null
      version: Generated<number>
    }
    note_version: {
      id: Generated<number>
      note_id: number
      version: number
      text: string
      at: string
      staff_id: number
    }
  }
}

export type Note = Selectable<Tables['note']>

/** One note of an account. Throws 404 for any other, and for one that is deleted. */
export async function findNote(db: Db | Trx, accountId: number, id: number | null): Promise<Note> {
  const note =
    id === null
      ? undefined
      : await db
          .selectFrom('note')
          .selectAll()
          .where('id', '=', id)
          .where('account_id', '=', accountId)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
  if (!note) throw notFound()
  return note
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'change the note': true
  }
}

/**
 * Throws where whoever acts may not change a note that is held, by what holds as the transaction runs: 404 where they don't see its
 * account, else 403. The system may.
 */
async function mustChangeNote(act: Act, note: Note): Promise<void> {
  const staff = await mustSee(act, note.account_id)
  if (staff && !mayEditNote(staff, note)) throw notAllowed()
}

/** The note as it is now, held until the transaction ends, for whoever may change it. Throws 404 where it is gone. */
async function changeableNote(act: Act, accountId: number, id: number): Promise<Note> {
  await locked(act.trx, 'note', id)
  const note = await findNote(act.trx, accountId, id)
  await mustChangeNote(act, note)
  return note
}

const shown = 200
/** As much of a note as the audit trail tells: the whole stands in the note and its history. */
export const brief = (text: string): string => {
  const signs = [...text.slice(0, 2 * shown + 2)]
  return signs.length > shown ? `${signs.slice(0, shown).join('')}…` : text
}

/** Writes a note on an account, archived or not, and tells those whom it mentions. Gives its number. */
export async function writeNote(act: Act, accountId: number, staffId: number, text: string): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId)
  const { names, people } = await mentionedIn(act.trx, accountId, text)
  const { id } = await act.trx
    .insertInto('note')
    .values({
      account_id: accountId,
      staff_id: staffId,
      text,
      folded: asWords(text),
      mentions: JSON.stringify(names),
      created_at: act.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await mention(act, { place: 'note_id', id, accountId }, staffId, people)
  await record(act, { kind: 'note written', accountId, subject: account.name, changes: { note: [null, brief(text)] } })
  return id
}

/** Gives a note another text; the old one stands in its history. Throws Conflict, with the note as it is, when it was changed since `version`. */
export async function editNote(
  act: Act,
  me: Pick<Staff, 'id'>,
  accountId: number,
  id: number,
  version: number,
  text: string,
): Promise<void> {
  const old = await changeableNote(act, accountId, id)
  if (old.version !== version) throw new Conflict(old)
  await changeText(act, old, me.id, text)
}

/** The same for whoever has asked already whether it may be done. */
export async function changeText(act: Act, old: Note, staffId: number, text: string): Promise<void> {
  if (old.text === text) return
  const { names, people } = await mentionedIn(act.trx, old.account_id, text)
  await act.trx
    .insertInto('note_version')
    .values({
      note_id: old.id,
      version: old.version,
      text: old.text,
      at: old.edited_at ?? old.created_at,
      staff_id: old.edited_by ?? old.staff_id,
    })
    .execute()
  await act.trx
    .updateTable('note')
    .set({
      text,
      folded: asWords(text),
      mentions: JSON.stringify(names),
      edited_at: act.at,
      edited_by: staffId,
      version: old.version + 1,
    })
    .where('id', '=', old.id)
    .execute()
  await mention(act, { place: 'note_id', id: old.id, accountId: old.account_id }, staffId, people)
  await recordOf(act, old, 'note edited', [brief(old.text), brief(text)], { kind: 'note', version: old.version + 1 })
}

/** Pins a note, or no longer; does nothing where it is so already. */
export async function pinNote(
  act: Act,
  me: Pick<Staff, 'id'>,
  accountId: number,
  id: number,
  wanted: boolean,
): Promise<void> {
  const note = await changeableNote(act, accountId, id)
  if ((note.pinned_at !== '') === wanted) return
  await act.trx
    .updateTable('note')
    .set({ pinned_at: wanted ? act.at : '', pinned_by: wanted ? me.id : null })
    .where('id', '=', id)
    .execute()
  await recordOf(act, note, wanted ? 'note pinned' : 'note unpinned', [brief(note.text), brief(note.text)])
}

/** Takes a note away. For a while it can be restored from the activity, whole and with its history. */
export async function deleteNote(act: Act, accountId: number, id: number): Promise<void> {
  const note = await changeableNote(act, accountId, id)
  await act.trx.updateTable('note').set({ deleted_at: act.at }).where('id', '=', id).execute()
  await withdrawMentions(act.trx, 'note_id', id, act.at)
  await recordOf(act, note, 'note deleted', [brief(note.text), null], { kind: 'note removal', ownerId: note.staff_id })
}

/** Writes what happened to a note into the trail of its account. */
export async function recordOf(
  act: Act,
  note: Note,
  kind: 'note written' | 'note edited' | 'note pinned' | 'note unpinned' | 'note deleted',
  change: readonly [string | null, string | null],
  undo?: { kind: string; version?: number; ownerId?: number },
): Promise<void> {
  const account = await act.trx
    .selectFrom('account')
    .select('name')
    .where('id', '=', note.account_id)
    .executeTakeFirstOrThrow()
  await record(act, {
    kind,
    accountId: note.account_id,
    subject: account.name,
    changes: { note: change },
    undo: undo && { ...undo, noteId: note.id },
  })
}

/** Deletes for good what was deleted long ago, with its history. */
export const dropDeletedNotes = (trx: Trx, now: Date) =>
  trx
    .deleteFrom('note')
    .where('deleted_at', '<', new Date(now.getTime() - daysKept * 86_400_000).toISOString())
    .execute()
