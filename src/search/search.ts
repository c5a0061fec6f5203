import {
  type AliasedRawBuilder,
  type Expression,
  type ExpressionBuilder,
  type Generated,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { type Findable, foldedAs, readingsOf, type SearchField, type SearchKind, wordsIn } from './folded.ts'

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
    search_word: { kind: SearchKind; word: string; entry_id: number }
    /** SQLite alone: a trigram index of each kind over `search_entry.folded`. */
    search_trigram_account: { rowid: number; folded: string }
    search_trigram_contact: { rowid: number; folded: string }
  }
}

/** Makes a thing findable by these texts and no others, in the transaction of the verb that changed it. */
export async function setFindable(trx: Trx, kind: SearchKind, subjectId: number, texts: Findable[]): Promise<void> {
  await trx.deleteFrom('search_entry').where('kind', '=', kind).where('subject_id', '=', subjectId).execute()
  const entries = texts
    .map((entry) => ({ kind, subject_id: subjectId, ...entry, folded: foldedAs(entry) }))
    .filter((entry) => entry.folded !== '')
  if (entries.length === 0) return
  const added = await trx.insertInto('search_entry').values(entries).returning(['id', 'folded']).execute()
  const words = added.flatMap(({ id, folded }) => wordsIn(folded).map((word) => ({ kind, word, entry_id: id })))
  if (words.length > 0) await trx.insertInto('search_word').values(words).execute()
}

/** Takes a thing out of the search. */
export const dropFindable = (trx: Trx, kind: SearchKind, subjectId: number) => setFindable(trx, kind, subjectId, [])

/** In what of a thing a query was found. */
export interface Found {
  id: number
  field: SearchField
  text: string
  /** How well: 0 where each term is a word of it, 1 where each begins one, 2 anywhere else. */
  rank: number
}

/**
 * Among what it is looked for: everything of the kind; `few` things, whose numbers a query gives, from which the search then begins;
 * or `each` thing of which a condition on `entry.subject_id` holds.
 */
export type Reach =
  | 'everything'
  | { few: Expression<{ id: number }> }
  | { each: (eb: ExpressionBuilder<any, any>) => Expression<SqlBool> }

const likePattern = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
const like = (folded: RawBuilder<string>, pattern: string) => sql<boolean>`${folded} like ${pattern} escape '\\'`
const entryText = sql<string>`entry.folded`
const betweenSpaces = sql<string>`' ' || entry.folded || ' '`
const anywhere = (term: string) => like(entryText, `%${likePattern(term)}%`)
const beginsWord = (term: string) => like(betweenSpaces, `% ${likePattern(term)}%`)
const isWord = (term: string) => like(betweenSpaces, `% ${likePattern(term)} %`)
const all = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(conditions, sql` and `)})`

const isLong = (term: string) => [...term].length >= 3
/** Anywhere in the text for terms of three letters and more, at the beginning of a word for shorter ones. */
const stands = (term: string) => (isLong(term) ? anywhere(term) : beginsWord(term))

const rankOf = (terms: readonly string[]): RawBuilder<number> =>
  sql<number>`case when ${all(terms.map(isWord))} then 0 when ${all(terms.map(beginsWord))} then 1 else 2 end`

/** Past every word that begins with a prefix, in byte order. */
const afterPrefix = (prefix: string) => `${prefix}\u{10ffff}`

/** How many words that begin with a term are walked along: a rarer term has no more, and of several common ones the trigrams know. */
const wordsWalked = 500
/** A thing may be found by several of its texts. */
const entriesOfOne = 3

/**
 * What of one kind the query finds, each thing once and in the best of its texts, at most `most`: those with the very words first, then those
 * with words that begin so, then the rest. How many there are is never asked: a common term costs no more than a rare one.
 */
export async function search(db: Db, kind: SearchKind, query: string, reach: Reach, most: number): Promise<Found[]> {
  const found = new Map<number, Found>()
  // The words of an address may be those of a name: who types the signs between them means the address.
  const isAddress = (entry: Found) => /@|\S\.\S/.test(query) && entry.field === 'email'
  const isBetter = (entry: Found, known: Found) =>
    entry.rank < known.rank || (entry.rank === known.rank && isAddress(entry) && !isAddress(known))
  for (const terms of readingsOf(query)) {
    for await (const entries of entriesWith(db, kind, terms, reach, most * entriesOfOne)) {
      for (const entry of entries) {
        const known = found.get(entry.id)
        if (!known || isBetter(entry, known)) found.set(entry.id, entry)
      }
      if (found.size >= most) break
    }
    if (found.size >= most) break
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank).slice(0, most)
}

/** Entries that have all of these terms, by ways of which each is walked only where those before brought too little. */
async function* entriesWith(db: Db, kind: SearchKind, terms: readonly string[], reach: Reach, most: number) {
  const columns = ['entry.subject_id as id', 'entry.field', 'entry.text'] as const
  const rank = rankOf(terms).as('rank')
  // The kind as a literal: PostgreSQL has a trigram index for each.
  const ofKind = sql<boolean>`entry.kind = ${sql.lit(kind)}`

  if (reach !== 'everything' && 'few' in reach) {
    yield await db
      .selectFrom('search_entry as entry')
      .where('entry.kind', '=', kind)
      .where('entry.subject_id', 'in', reach.few as never)
      .where(all(terms.map(stands)))
      .select(columns)
      .select(rank)
      .orderBy('rank')
      .orderBy('entry.id')
      .limit(most)
      .execute()
    return
  }
  const each = reach === 'everything' ? null : reach.each
  const first = await rarest(db, kind, terms)
  const others = terms.filter((term) => term !== first)
  const walked = db
    .selectFrom('search_word')
    .select('entry_id')
    .where('kind', '=', kind)
    .where('word', '>=', first)
    .where('word', '<', afterPrefix(first))
    .orderBy('word')
    .orderBy('entry_id')
    .$if(terms.some(isLong), (query) => query.limit(wordsWalked))
  // A cross join: SQLite keeps its order and begins with the words. To PostgreSQL it is a join like any other.
  const begun = await db
    .selectFrom(walked.as('walked'))
    .crossJoin('search_entry as entry')
    .whereRef('walked.entry_id', '=', 'entry.id')
    .$if(others.length > 0, (query) => query.where(all(others.map(stands))))
    .$if(each !== null, (query) => query.where(each!))
    .select(columns)
    .select(rank)
    .limit(most)
    .execute()
  yield begun
  const long = terms.filter(isLong)
  if (long.length === 0) return
  const short = terms.filter((term) => !isLong(term))
  const entries =
    engineOf(db) === 'sqlite'
      ? withTrigrams(db, kind, long)
      : db
          .selectFrom('search_entry as entry')
          .where(ofKind)
          .where(all(long.map(anywhere)))
  yield await entries
    .$if(short.length > 0, (query) => query.where(all(short.map(beginsWord))))
    .$if(each !== null, (query) => query.where(each!))
    .select(columns)
    .select(rank)
    // What begins so is among them again.
    .limit(most + begun.length)
    .execute()
}

function withTrigrams(db: Db, kind: SearchKind, terms: readonly string[]) {
  const trigrams = `search_trigram_${kind}` as const
  const phrases = terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND ')
  const entries = db.selectFrom('search_entry as entry')
  const found = db
    .selectFrom(sql`${sql.table(trigrams)}`.as('trigram') as AliasedRawBuilder<{ rowid: number }, 'trigram'>)
    .crossJoin('search_entry as entry')
    .whereRef('entry.id', '=', 'trigram.rowid')
    .where(sql<boolean>`${sql.ref(trigrams)} match ${phrases}`)
  return found as unknown as typeof entries
}

/** The term with which the fewest words begin, as far as that is worth counting. */
async function rarest(db: Db, kind: SearchKind, terms: readonly string[]): Promise<string> {
  if (terms.length === 1) return terms[0]!
  const counts = await db
    .selectNoFrom(({ eb }) =>
      terms.map((term, i) =>
        eb
          .selectFrom(
            eb
              .selectFrom('search_word')
              .select('entry_id')
              .where('kind', '=', kind)
              .where('word', '>=', term)
              .where('word', '<', afterPrefix(term))
              .limit(wordsWalked)
              .as('some'),
          )
          .select((some) => some.fn.countAll<number>().as('count'))
          .as(`of_${i}`),
      ),
    )
    .executeTakeFirstOrThrow()
  const numbers = Object.values(counts) as number[]
  return terms[numbers.indexOf(Math.min(...numbers))]!
}
