import { sql } from 'kysely'
import type { Database, Db } from '#src/platform/db/database.ts'
import { type Findable, foldedAs, type SearchKind, searchKinds, wordsIn } from './folded.ts'

/** A thing as the doctor names it, and by what it is to be found. */
export interface Expected {
  id: number
  name: string
  texts: readonly Findable[]
}

const listed = (lines: readonly string[]) => lines.toSorted().join('\n')

/** Of these things, which the search finds by something else than it should. Two queries. */
export async function wronglyFound(db: Db, kind: SearchKind, things: readonly Expected[]): Promise<string[]> {
  if (things.length === 0) return []
  const entries = await db
    .selectFrom('search_entry')
    .select(['id', 'subject_id', 'field', 'text', 'folded'])
    .where('kind', '=', kind)
    .where(
      'subject_id',
      'in',
      things.map(({ id }) => id),
    )
    .execute()
  const words = await db
    .selectFrom('search_word')
    .innerJoin('search_entry', 'search_entry.id', 'search_word.entry_id')
    .select(['search_word.subject_id', 'word', 'entry_id'])
    .where('search_word.kind', '=', kind)
    .where('search_entry.kind', '=', kind)
    .whereRef('search_word.subject_id', '=', 'search_entry.subject_id')
    .where(
      'search_word.subject_id',
      'in',
      things.map(({ id }) => id),
    )
    .execute()
  const entriesBy = Map.groupBy(entries, (entry) => entry.subject_id)
  const wordsBy = Map.groupBy(words, (word) => word.subject_id)
  return things.flatMap(({ id, name, texts }) => {
    const expected = texts.map((one) => ({ ...one, folded: foldedAs(one) })).filter(({ folded }) => folded !== '')
    const there = entriesBy.get(id) ?? []
    if (there.length === 0 && expected.length > 0) return [`${name} is not in the search`]
    const asLine = (entry: Findable & { folded: string }) => `${entry.field} ${entry.text} ${entry.folded}`
    const isSame =
      listed(expected.map(asLine)) === listed(there.map(asLine)) &&
      listed(there.flatMap((entry) => wordsIn(entry.folded).map((word) => `${entry.id} ${word}`))) ===
        listed((wordsBy.get(id) ?? []).map(({ entry_id, word }) => `${entry_id} ${word}`))
    return isSame ? [] : [`${name} is found by something else than it says`]
  })
}

// Only with a rank of 1 are the rows compared too.
const checks = {
  account: sql`insert into search_trigram_account (search_trigram_account, rank) values ('integrity-check', 1)`,
  contact: sql`insert into search_trigram_contact (search_trigram_contact, rank) values ('integrity-check', 1)`,
}

/** Whether the indexes of the search say what its entries say. PostgreSQL keeps its own; SQLite's are written by triggers, and asked here. */
export async function wrongIndexes({ engine, raw }: Database): Promise<string[]> {
  if (engine !== 'sqlite') return []
  const wrong: string[] = []
  for (const kind of searchKinds)
    try {
      await checks[kind].execute(raw)
    } catch (error) {
      wrong.push(`the index of every ${kind} says something else than its rows: ${(error as Error).message}`)
    }
  return wrong
}
