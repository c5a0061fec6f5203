import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, type KeysetPage, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { NoteFilter } from './filter.ts'

export const notesOnPage = 20

/** Notes of an account that are there, with the names of those who had to do with them; of the text as much as `most` characters. */
const notesOf = (db: Db, accountId: Asked<number>, most: number) =>
  db
    .selectFrom('note')
    .innerJoin('staff as author', 'author.id', 'note.staff_id')
    .leftJoin('staff as editor', 'editor.id', 'note.edited_by')
    .leftJoin('staff as pinner', 'pinner.id', 'note.pinned_by')
    .select(['note.id', 'note.staff_id', 'note.mentions', 'note.created_at', 'note.edited_at', 'note.pinned_at'])
    .select(['note.version', 'author.name as author', 'editor.name as editor', 'pinner.name as pinner'])
    // One character more tells that there are others.
    .select((eb) => eb.fn<string>('substr', ['note.text', eb.lit(1), eb.lit(most + 1)]).as('text'))
    .where('note.account_id', '=', accountId)
    .where('note.deleted_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof notesOf>['execute']>>[number]

/** A note as it is shown. */
export interface ShownNote extends Omit<Row, 'mentions'> {
  /** The names behind an @ that are people. */
  mentions: string[]
  /** There is more text than this. */
  isCut: boolean
}

const toShown =
  (most: number) =>
  ({ mentions, text, ...row }: Row): ShownNote => {
    const signs = text.length > most ? [...text] : []
    const isCut = signs.length > most
    return {
      ...row,
      mentions: JSON.parse(mentions),
      text: isCut ? signs.slice(0, most).join('') : text,
      isCut,
    }
  }

/** How much of a note its page shows: all of it. */
const wholeText = 1_000_000
const inList = 4000
const onOverview = 300

/** One note, whole. Throws 404 where it is none of the account's, or deleted. */
export async function shownNote(db: Db, accountId: number, id: number | null): Promise<ShownNote> {
  const row =
    id === null ? undefined : await notesOf(db, accountId, wholeText).where('note.id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return toShown(wholeText)(row)
}

const newestRows = prepared((db, accountId: Placeholder<number>, most: Placeholder<number>) =>
  notesOf(db, accountId, onOverview)
    .select((eb) =>
      eb
        .selectFrom('note as each')
        .select((n) => n.fn.countAll<number>().as('n'))
        .where('each.account_id', '=', accountId)
        .where('each.deleted_at', 'is', null)
        .as('total'),
    )
    .orderBy('note.id', 'desc')
    .limit(most),
)

/** The newest notes of an account, and how many there are. One query, by an index alone. */
export async function newestNotes(
  db: Db,
  accountId: number,
  most: number,
): Promise<{ notes: ShownNote[]; count: number }> {
  const rows = await newestRows(db, accountId, most)
  return { notes: rows.map(({ total: _, ...row }) => toShown(onOverview)(row)), count: Number(rows[0]?.total ?? 0) }
}

const mostWords = 10
const escaped = (word: string) => word.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** One page of an account's notes: the pinned ones first, the last pinned on top, then the newest. */
export async function notePage(
  db: Db,
  accountId: number,
  { q, author }: NoteFilter,
  cursor: Cursor | null,
): Promise<KeysetPage<ShownNote>> {
  const words = asWords(q).split(' ').filter(Boolean).slice(0, mostWords)
  const has = (word: string): Expression<SqlBool> => sql`note.folded like ${`%${escaped(word)}%`} escape '\\'`
  const page = await keysetPage(
    notesOf(db, accountId, inList)
      .select(keyOf(['note.pinned_at']).as('key'))
      .$if(author !== null, (narrow) => narrow.where('note.staff_id', '=', author!))
      .$if(words.length > 0, (narrow) => narrow.where((eb) => eb.and(words.map(has)))),
    { columns: ['note.pinned_at'], id: 'note.id', descending: true, cursor, size: notesOnPage },
  )
  return { ...page, rows: page.rows.map(({ key: _, ...row }) => toShown(inList)(row)) }
}

/** Whoever has written a note on the account, by name. */
export const authorsOf = (db: Db, accountId: number) =>
  db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('note')
          .select('note.id')
          .where('note.account_id', '=', accountId)
          .whereRef('note.staff_id', '=', 'staff.id')
          .where('note.deleted_at', 'is', null),
      ),
    )
    .orderBy('sort_name')
    .orderBy('id')
    .execute()
