import { type SelectQueryBuilder, sql } from 'kysely'

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

interface Order {
  /** The sorted columns, and the id that settles ties, as they are called in the query. The row brings the id as `id`. */
  columns: readonly string[]
  /** The columns' values of one row, joined by tabs: `keyOf(columns)` selects it. */
  id: string
  descending?: boolean
  cursor: Cursor | null
  size: number
}

// Names hold no control characters, so a tab can stand between two of them.
const between = '\t'

/** Selects the values that a row is sorted by, as its `key`. */
export const keyOf = (columns: readonly string[]) =>
  sql.join<string>(
    columns.map((column) => sql.ref(column)),
    sql` || ${sql.lit(between)} || `,
  )

/** A query in its order, on from a cursor. */
export function onFrom<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { columns, id, descending = false, cursor }: Omit<Order, 'size'>,
): SelectQueryBuilder<DB, TB, Row> {
  const down = descending !== (cursor?.back ?? false)
  const direction = down ? 'desc' : 'asc'
  const comparison = sql.raw(down ? '<' : '>')
  const refs = columns.map((column) => sql.ref(column))
  const from = cursor?.value.split(between, columns.length) ?? []
  const known = cursor !== null && from.length === columns.length
  let sorted = query.$if(known, (narrow) =>
    narrow.where(
      sql<boolean>`(${sql.join([...refs, sql.ref(id)])}) ${comparison} (${sql.join([...from, cursor!.id])})`,
    ),
  ) as typeof query
  for (const ref of [...refs, sql.ref(id)]) sorted = sorted.orderBy(ref, direction)
  return sorted
}

/** One page of a query, found by the last row's key: a late page costs what the first one does. */
export async function keysetPage<DB, TB extends keyof DB, Row extends { key: string; id: number }>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { size, ...order }: Order,
): Promise<KeysetPage<Row>> {
  const { cursor } = order
  const back = cursor?.back ?? false
  const found = await onFrom(query, order)
    .limit(size + 1)
    .execute()
  const more = found.length > size
  const rows = (more ? found.slice(0, size) : found) as Row[]
  if (back) rows.reverse()
  const at = (row: Row | undefined, backwards: boolean) =>
    row && writeCursor({ value: row.key, id: row.id, back: backwards })
  return {
    rows,
    previous: back ? (more ? at(rows[0], true) : undefined) : cursor ? at(rows[0], true) : undefined,
    next: back ? at(rows.at(-1), false) : more ? at(rows.at(-1), false) : undefined,
  }
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
