import {
  type Expression,
  type ExpressionBuilder,
  type Generated,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { asWords } from '#src/platform/language/fold.ts'
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
    search_word: { kind: SearchKind; word: string; entry_id: number; subject_id: number }
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
  const words = added.flatMap(({ id, folded }) =>
    wordsIn(folded).map((word) => ({ kind, word, entry_id: id, subject_id: subjectId })),
  )
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

type Condition = (eb: ExpressionBuilder<any, any>) => Expression<SqlBool>

/** Among what it is looked for: everything of the kind, or what somebody sees of it. */
export type Reach = 'everything' | Seen

interface Seen {
  /** Whether they see a thing, by the column that names it. */
  each: (subjectId: string) => Condition
  /** A query for what they see, and what it calls a thing's number; null where that is too much to begin with. */
  own: { query: SelectQueryBuilder<any, any, any>; subjectId: string } | null
  /** It is so little that the search begins with it. */
  isFew: boolean
}

/** Of more words than these no more is known beforehand: what is looked for is asked of each thing as well. */
const mostNamed = 8

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

/** How many words that begin with a term are walked along, and how many texts in which it stands: of what is common others are found sooner. */
const far = { words: 10_000, texts: 4000 }
/** The same of words where each takes its text to be read. */
const farInTexts = 2000
/** How many words that begin with a term are counted, to begin with the rarest. */
const counted = 500
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

const columns = ['entry.subject_id as id', 'entry.field', 'entry.text'] as const

/**
 * Entries that have all of these terms, by ways of which each is gone only where those before brought too little. For somebody who sees
 * little of what there is each has an end, behind which their own things are gone through.
 */
async function* entriesWith(db: Db, kind: SearchKind, terms: readonly string[], reach: Reach, most: number) {
  const seen = reach === 'everything' ? null : reach
  const own = seen?.own ?? null
  const long = terms.filter(isLong)
  if (own && seen!.isFew) {
    yield* amongOwn(kind, terms, own, most)
    return
  }
  const first = await rarest(db, kind, terms)
  const others = terms.filter((term) => term !== first)
  const words = db
    .selectFrom('search_word')
    .select(['entry_id', 'subject_id'])
    .where('kind', '=', kind)
    .where('word', '>=', first)
    .where('word', '<', afterPrefix(first))
    .orderBy('word')
    .orderBy('entry_id')
  // A cross join: SQLite keeps its order and begins with the words. To PostgreSQL it is a join like any other.
  const begun = await db
    .selectFrom((own || long.length > 0 ? words.limit(seen ? far.words : farInTexts) : words).as('near'))
    .crossJoin('search_entry as entry')
    .whereRef('near.entry_id', '=', 'entry.id')
    .$if(seen !== null, (query) => query.where(seen!.each('near.subject_id')))
    .$if(others.length > 0, (query) => query.where(all(others.map(stands))))
    .select(columns)
    .select(rankOf(terms).as('rank'))
    .limit(most)
    .execute()
  yield begun
  // What begins so is among what stands anywhere again.
  if (long.length > 0) yield await standing(db, kind, terms, seen, most + begun.length)
  const rest: SelectQueryBuilder<any, any, { entry_id: number }> =
    long.length > 0 ? withTerms(db, kind, long).offset(far.texts) : words.offset(far.words)
  if (own && (await rest.limit(1).executeTakeFirst())) yield* amongOwn(kind, terms, own, most)
}

/** Entries in which the terms stand, the long ones anywhere. */
function standing(db: Db, kind: SearchKind, terms: readonly string[], seen: Seen | null, most: number) {
  const short = terms.filter((term) => !isLong(term))
  const entries = withTerms(db, kind, terms.filter(isLong))
  return db
    .selectFrom((seen?.own ? entries.limit(far.texts) : entries).as('near'))
    .crossJoin('search_entry as entry')
    .whereRef('near.entry_id', '=', 'entry.id')
    .$if(short.length > 0, (query) => query.where(all(short.map(beginsWord))))
    .$if(seen !== null, (query) => query.where(seen!.each('entry.subject_id')))
    .select(columns)
    .select(rankOf(terms).as('rank'))
    .limit(most)
    .execute()
}

type Own = NonNullable<Seen['own']>

/** The same of somebody's own things, by their words: those that begin with the longest term, then those that have it. */
async function* amongOwn(kind: SearchKind, terms: readonly string[], own: Own, most: number) {
  const term = terms.toSorted((a, b) => b.length - a.length)[0]!
  yield await ofOwn(kind, terms, own, most, (eb) =>
    eb.and([eb('word.word', '>=', term), eb('word.word', '<', afterPrefix(term))]),
  )
  if (isLong(term)) yield await ofOwn(kind, terms, own, most, () => like(sql`word.word`, `%${likePattern(term)}%`))
}

const ofOwn = (kind: SearchKind, terms: readonly string[], { query, subjectId }: Own, most: number, word: Condition) =>
  query
    .crossJoin('search_word as word')
    .where('word.kind', '=', kind)
    .whereRef('word.subject_id', '=', subjectId)
    .where(word)
    .crossJoin('search_entry as entry')
    .whereRef('entry.id', '=', 'word.entry_id')
    .$if(terms.length > 1, (some) => some.where(all(terms.map(stands))))
    // A contact is one of several accounts, and a text has several words that fit: it counts once.
    .distinct()
    .select('entry.id as entry_id')
    .select(columns)
    .select(rankOf(terms).as('rank'))
    .orderBy('rank')
    .orderBy('entry_id')
    .limit(most)
    .execute() as unknown as Promise<Found[]>

/** The entries in which all of these long terms stand, anywhere. */
function withTerms(
  db: Db | Trx,
  kind: SearchKind,
  terms: readonly string[],
): SelectQueryBuilder<any, any, { entry_id: number }> {
  if (engineOf(db) !== 'sqlite')
    return (
      db
        .selectFrom('search_entry as entry')
        // The kind as a literal: PostgreSQL has a trigram index for each.
        .where(sql<boolean>`entry.kind = ${sql.lit(kind)}`)
        .where(all(terms.map(anywhere)))
        .select('entry.id as entry_id')
    )
  const trigrams = `search_trigram_${kind}` as const
  const phrases = terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND ')
  return db
    .selectFrom(trigrams)
    .where(sql<boolean>`${sql.ref(trigrams)} match ${phrases}`)
    .select(`${trigrams}.rowid as entry_id`)
}

/**
 * The things of a kind in whose name all words of a text may stand, each once, as a query to begin with. Null where the text has no word
 * of three letters or more: of others nothing is known beforehand.
 */
export function subjectsNamed(db: Db | Trx, kind: SearchKind, text: string) {
  const words = asWords(text).split(' ').filter(isLong).slice(0, mostNamed)
  if (words.length === 0) return null
  return db
    .selectFrom(withTerms(db, kind, words).as('near'))
    .crossJoin('search_entry as entry')
    .whereRef('near.entry_id', '=', 'entry.id')
    .where('entry.field', '=', 'name')
    .select('entry.subject_id')
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
              .limit(counted)
              .as('some'),
          )
          .select((some) => some.fn.countAll<number>().as('count'))
          .as(`of_${i}`),
      ),
    )
    .executeTakeFirstOrThrow()
  const numbers = terms.map((_, i) => Number((counts as Record<string, unknown>)[`of_${i}`]))
  return terms[numbers.indexOf(Math.min(...numbers))]!
}
