import { type Generated, type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { digitsOf, fold } from '#src/platform/language/fold.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    search_entry: {
      id: Generated<number>
      kind: SearchKind
      subject_id: number
      field: SearchField
      text: string
      folded: string
    }
    search_word: { word: string; entry_id: number }
    /** SQLite alone: the trigram index over `search_entry.folded`, a column for each kind. */
    search_trigram: { rowid: number; account: string | null; contact: string | null }
  }
}

export type SearchKind = 'account' | 'contact'
export type SearchField = 'name' | 'company' | 'id' | 'tax id' | 'email' | 'phone'

export interface Findable {
  field: SearchField
  text: string
}

const foldedAs = ({ field, text }: Findable): string => {
  if (field === 'phone') return digitsOf(text)
  if (field === 'id' || field === 'tax id') return fold(text).replace(/[\s.\-/]+/g, '')
  return fold(text)
}

const wordsIn = (folded: string): string[] =>
  [...new Set(folded.split(/[\s@._\-+,;()/'"&]+/u).filter(Boolean))].slice(0, 20)

/** Makes a thing findable by these texts and no others, in the transaction of the verb that changed it. */
export async function setFindable(trx: Trx, kind: SearchKind, subjectId: number, texts: Findable[]): Promise<void> {
  await trx.deleteFrom('search_entry').where('kind', '=', kind).where('subject_id', '=', subjectId).execute()
  const entries = texts
    .map((entry) => ({ kind, subject_id: subjectId, ...entry, folded: foldedAs(entry) }))
    .filter((entry) => entry.folded !== '')
  if (entries.length === 0) return
  const added = await trx.insertInto('search_entry').values(entries).returning(['id', 'field', 'folded']).execute()
  const words = added
    .filter((entry) => entry.field !== 'phone')
    .flatMap((entry) => wordsIn(entry.folded).map((word) => ({ word, entry_id: entry.id })))
  if (words.length > 0) await trx.insertInto('search_word').values(words).execute()
}

/** Takes a thing out of the search. */
export const dropFindable = (trx: Trx, kind: SearchKind, subjectId: number) => setFindable(trx, kind, subjectId, [])

/** The words of a query as they are looked up: folded, and a phone number as its digits alone. At most eight. */
export function termsOf(query: string): string[] {
  const digits = digitsOf(query)
  if (digits.length >= 3 && /^[\d\s()+./-]+$/.test(query)) return [digits]
  return fold(query).split(' ').filter(Boolean).slice(0, 8)
}

const likePattern = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
const codePoints = (text: string) => [...text].length

/** Past every word that begins with a prefix, in byte order. */
const afterPrefix = (prefix: string) => `${prefix}\u{10ffff}`

/**
 * Entries of one kind that contain every term of the query: anywhere in the text for terms of three letters and more, at the beginning of a
 * word for shorter ones. A Kysely query over `search_entry as entry`, to narrow, join and limit; null for a query without terms.
 * It is driven by an index in each case and does not rank, so a limit ends it early.
 */
export function containing(db: Db, kind: SearchKind, query: string) {
  const terms = termsOf(query)
  if (terms.length === 0) return null
  const long = terms.filter((term) => codePoints(term) >= 3)
  const short = terms.filter((term) => codePoints(term) < 3)
  const entries = db.selectFrom('search_entry as entry').where('entry.kind', '=', kind)
  const startsWord = (term: string): RawBuilder<boolean> =>
    sql`(entry.folded like ${`${likePattern(term)}%`} escape '\\' or entry.folded like ${`% ${likePattern(term)}%`} escape '\\')`

  if (long.length === 0) {
    const [first = '', ...rest] = short
    // A cross join: SQLite keeps its order and begins with the words. To PostgreSQL it is a join like any other.
    let found = db
      .selectFrom('search_word')
      .crossJoin('search_entry as entry')
      .whereRef('search_word.entry_id', '=', 'entry.id')
      .where('entry.kind', '=', kind)
      .where('search_word.word', '>=', first)
      .where('search_word.word', '<', afterPrefix(first))
    for (const term of rest) found = found.where(startsWord(term))
    return found as unknown as typeof entries
  }
  if (engineOf(db) === 'sqlite') {
    const phrase = `{${kind}} : (${long.map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND ')})`
    let found = entries
      .innerJoin('search_trigram', 'search_trigram.rowid', 'entry.id')
      .where(sql<boolean>`search_trigram match ${phrase}`)
    for (const term of short) found = found.where(startsWord(term))
    return found as unknown as typeof entries
  }
  let found = entries
  for (const term of long) found = found.where(sql<boolean>`entry.folded like ${`%${likePattern(term)}%`}`)
  for (const term of short) found = found.where(startsWord(term))
  return found
}
