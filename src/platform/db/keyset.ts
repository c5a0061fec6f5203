import { setImmediate } from 'node:timers/promises'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** A place in a sorted list: the sorted value and the id of the row beside it, and which way the page lies from there. */
export interface Cursor {
  value: string
  id: number
  back: boolean
}

export const writeCursor = ({ value, id, back }: Cursor): string =>
  Buffer.from(JSON.stringify([value, id, back ? 1 : 0])).toString('base64url')

/** The cursor of a URL; null for none, and for one that nobody wrote: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | null {
  if (!text || text.length > 1000) return null
  try {
    const [value, id, back] = JSON.parse(Buffer.from(text, 'base64url').toString())
    return typeof value === 'string' &&
      Number.isInteger(id) &&
      id > 0 &&
      id < 2 ** 31 &&
      value.isWellFormed() &&
      !value.includes('\0')
      ? { value, id, back: back === 1 }
      : null
  } catch {
    return null
  }
}

export interface KeysetPage<Row> {
  rows: Row[]
  /** Cursors of the pages around this one; undefined where there is none. */
  previous: string | undefined
  next: string | undefined
}

/** Rows in the order of an index, of which nothing else is asked: as good as free to count. */
export type Walk = SelectQueryBuilder<any, any, object>

interface Order {
  /** The sorted columns, and the id that settles ties, as they are called in the query. The row brings the id as `id`. */
  columns: readonly string[]
  /** The columns' values of one row, joined by tabs: `keyOf(columns)` selects it. */
  id: string
  descending?: boolean
  cursor: Cursor | null
  size: number
  /**
   * What the query walks along, without what it asks of each row on the way. Where that is hardly ever true the walk is long: it then
   * goes step by step, and between two of them the process answers others.
   */
  along?: Walk | undefined
}

// Names hold no control characters, so a tab can stand between two of them.
const between = '\t'

/** Selects the values that a row is sorted by, as its `key`. */
export const keyOf = (columns: readonly string[]) =>
  sql.join<string>(
    columns.map((column) => sql.ref(column)),
    sql` || ${sql.lit(between)} || `,
  )

/** How many rows of a walk are one step: the first is enough for most, and no other takes long. */
const steps = { first: 5_000, others: 20_000 }

type Place = readonly [...values: string[], id: number]

/** The columns of an order as tuples to compare, and the query in that order. */
function orderedBy({ columns, id }: Pick<Order, 'columns' | 'id'>, down: boolean) {
  const refs = [...columns, id].map((column) => sql.ref(column))
  const tuple = sql`(${sql.join(refs)})`
  const values = (place: Place) => sql`(${sql.join([...place])})`
  return {
    after: (place: Place) => sql<boolean>`${tuple} ${sql.raw(down ? '<' : '>')} ${values(place)}`,
    upTo: (place: Place) => sql<boolean>`${tuple} ${sql.raw(down ? '>=' : '<=')} ${values(place)}`,
    sorted: <DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>) => {
      let sorted = query
      for (const ref of refs) sorted = sorted.orderBy(ref, down ? 'desc' : 'asc')
      return sorted
    },
  }
}

/** Where a cursor stands in an order; undefined where it is of another one, and one begins anew. */
function placeOf(cursor: Cursor | null, columns: readonly string[]): Place | undefined {
  const values = cursor?.value.split(between, columns.length) ?? []
  return cursor !== null && values.length === columns.length ? [...values, cursor.id] : undefined
}

/** A query in its order, on from a cursor. */
export function onFrom<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { columns, id, descending = false, cursor }: Omit<Order, 'size'>,
): SelectQueryBuilder<DB, TB, Row> {
  const { after, sorted } = orderedBy({ columns, id }, descending !== (cursor?.back ?? false))
  const place = placeOf(cursor, columns)
  return sorted(place ? (query.where(after(place)) as typeof query) : query)
}

/** The row that ends the next so many of a walk; undefined where it has no more than these. */
async function endOfStep(walk: Walk, order: Pick<Order, 'columns' | 'id'>, step: number): Promise<Place | undefined> {
  const end = (await walk
    .select([...order.columns.map((column, i) => sql<string>`${sql.ref(column)}`.as(`value_${i}`))])
    .select(sql<number>`${sql.ref(order.id)}`.as('id'))
    .limit(1)
    .offset(step)
    .executeTakeFirst()) as Record<string, string | number> | undefined
  return end && ([...order.columns.map((_, i) => end[`value_${i}`]), end.id] as unknown as Place)
}

/** One page of a query, found by the last row's key: a late page costs what the first one does. */
export async function keysetPage<DB, TB extends keyof DB, Row extends { key: string; id: number }>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { columns, id, descending = false, cursor, size, along }: Order,
): Promise<KeysetPage<Row>> {
  const back = cursor?.back ?? false
  const { after, upTo, sorted } = orderedBy({ columns, id }, descending !== back)
  let from = placeOf(cursor, columns)
  const found: Row[] = []
  for (let step = steps.first; ; step = steps.others) {
    const began = from
    const rest = <DB, TB extends keyof DB, R>(of: SelectQueryBuilder<DB, TB, R>) =>
      sorted(of.$if(began !== undefined, (narrow) => narrow.where(after(began!))) as typeof of)
    const end = along && (await endOfStep(rest(along), { columns, id }, step))
    const part = rest(query)
      .$if(end !== undefined, (narrow) => narrow.where(upTo(end!)))
      .limit(size + 1 - found.length)
    found.push(...((await part.execute()) as Row[]))
    if (!end || found.length > size) break
    from = end
    await setImmediate()
  }
  const more = found.length > size
  const rows = more ? found.slice(0, size) : found
  if (back) rows.reverse()
  const at = (row: Row | undefined, backwards: boolean) =>
    row && writeCursor({ value: row.key, id: row.id, back: backwards })
  return {
    rows,
    previous: back ? (more ? at(rows[0], true) : undefined) : cursor ? at(rows[0], true) : undefined,
    next: back ? at(rows.at(-1), false) : more ? at(rows.at(-1), false) : undefined,
  }
}

/** How many rows a list looks through to say how many there are: a page must not cost more because the firm is large. */
const lookedThrough = 2_000

/**
 * How many rows a query gives, at most `most` and one more. Where it walks, only as far along as counts little: `isMore` then says that
 * others may follow.
 */
export async function countAlong<DB, TB extends keyof DB, Row>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, Row>,
  { columns, id, along, most }: Pick<Order, 'columns' | 'id' | 'along'> & { most: number },
): Promise<{ count: number; isMore: boolean }> {
  const { upTo, sorted } = orderedBy({ columns, id }, false)
  const end = along && (await endOfStep(sorted(along), { columns, id }, lookedThrough))
  const some = query
    .$if(end !== undefined, (narrow) => narrow.where(upTo(end!)))
    .select(sql`1`.as('one'))
    .limit(most + 1)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { count: Math.min(count, most), isMore: end !== undefined || count > most }
}

/** The rows of page after page, as an export reads them. Gives no page that is empty. */
export async function* everyPage<Row>(
  pageAt: (cursor: Cursor | null) => Promise<KeysetPage<Row>>,
): AsyncGenerator<Row[]> {
  let cursor: Cursor | null = null
  do {
    const page: KeysetPage<Row> = await pageAt(cursor)
    if (page.rows.length > 0) yield page.rows
    cursor = readCursor(page.next)
  } while (cursor)
}
