import type { Kysely } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'
import type { Vault } from '#src/platform/vault.ts'
import { type Pair, putDown, sealedAnew, stillSays, writtenDown } from './homes.ts'

export type Value = string | number | null
export type Row = Record<string, Value>

/** The tables whose rows a merge moves, with what else must be there for a row that is put back. */
const tables = {
  contact: {},
  phone: {},
  address: { field_id: 'custom_field' },
  address_setting: { account_id: 'account', address_id: 'address' },
  link: { account_id: 'account' },
  contact_tag: { tag_id: 'tag' },
  contact_distinct: { contact_id: 'contact', other_id: 'contact' },
  custom_value: { field_id: 'custom_field' },
  custom_change: { field_id: 'custom_field' },
  portal_login: {},
  portal_access: { account_id: 'account', login_id: 'portal_login' },
  portal_invitation: {},
  outgoing_mail: {},
  thread: {},
  message: {},
  client_task: {},
  thread_client_read: { thread_id: 'thread' },
  document: {},
  document_version: {},
  document_client_view: {},
} as const satisfies Record<string, Record<string, string>>

export type MovedTable = keyof typeof tables

/** Their rows have a version, which every change raises. */
const versioned: ReadonlySet<MovedTable> = new Set(['link', 'address_setting', 'custom_value', 'portal_login'])

/** One row that a merge changed, added or took away: how to find it now, what it was and what it became. */
export interface Move {
  table: MovedTable
  key: Row
  was: Row | null
  now: Row | null
}

/** Any table by its name: which one it is is known when it runs. */
export const over = (trx: Trx) => trx as unknown as Kysely<Record<string, Row>>

const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))

/** Narrows a statement to the rows that have these values. */
const at = <T extends { where(column: string, operator: '=', value: Value): T }>(query: T, where: Row): T =>
  Object.entries(where).reduce((narrow, [column, value]) => narrow.where(column, '=', value), query)

export const findRows = (trx: Trx, table: MovedTable, where: Row): Promise<Row[]> =>
  at(over(trx).selectFrom(table).selectAll(), where).execute()

/** Changes rows one by one and writes down each, for the whole to be undone. */
export function mover(trx: Trx, vault: Vault, pair: Pair) {
  const moves: Move[] = []
  return {
    moves,
    /** Sets columns of a row; `key` names the columns that find it, `also` others that must stay as they are for an undo. */
    async change(table: MovedTable, key: readonly string[], row: Row, set: Row, also: readonly string[] = []) {
      const columns = Object.keys(set).filter((column) => set[column] !== row[column])
      if (columns.length === 0) return
      const now: Row = { ...pick(set, columns), ...(versioned.has(table) ? { version: Number(row.version) + 1 } : {}) }
      const next = { ...row, ...now }
      const written = { ...sealedAnew(vault, table, row, next), ...now }
      await at(over(trx).updateTable(table).set(written), pick(row, key)).execute()
      const move = { table, key: pick(next, key) }
      moves.push({
        ...move,
        was: writtenDown(vault, pair, move, 'was', row, pick(row, columns)),
        now: writtenDown(vault, pair, move, 'now', next, { ...now, ...pick(row, also) }),
      })
    },
    async remove(table: MovedTable, key: readonly string[], row: Row) {
      await at(over(trx).deleteFrom(table), pick(row, key)).execute()
      const move = { table, key: pick(row, key) }
      moves.push({ ...move, was: writtenDown(vault, pair, move, 'was', row, row), now: null })
    },
    async add(table: MovedTable, key: readonly string[], row: Row) {
      const added = await over(trx).insertInto(table).values(row).returningAll().executeTakeFirstOrThrow()
      const move = { table, key: pick(added, key) }
      moves.push({ ...move, was: null, now: writtenDown(vault, pair, move, 'now', added, row) })
    },
  }
}

export type Mover = ReturnType<typeof mover>

async function canStand(trx: Trx, { table, was }: Move): Promise<boolean> {
  for (const [column, parent] of Object.entries(tables[table])) {
    const id = was?.[column] ?? null
    if (id === null) continue
    const there = await over(trx).selectFrom(parent).select('id').where('id', '=', id).executeTakeFirst()
    if (!there) return false
  }
  return true
}

/** Puts rows back as they were, the last one that was moved first. */
export function restorer(trx: Trx, vault: Vault, pair: Pair) {
  // A row that was moved twice gets a new version with the first step back: the second step must not mind.
  const back = new Set<string>()
  const nameOf = (table: MovedTable, key: Row) => `${table} ${JSON.stringify(key)}`
  return {
    /** Gives false, and leaves the row as it is, where it was changed since or can't stand any more. */
    async putBack(move: Move): Promise<boolean> {
      const { table, key, was, now } = move
      const [row] = await findRows(trx, table, key)
      if (!now) {
        if (row || !(await canStand(trx, move))) return false
        await over(trx)
          .insertInto(table)
          .values(putDown(vault, pair, move, 'was', was!, was!))
          .execute()
        return true
      }
      // What the merge added may be gone: then there is nothing to take away.
      if (!row) return was === null
      const besides = back.has(nameOf(table, key)) ? 'version' : ''
      const still = Object.keys(now).every((one) => one === besides || stillSays(vault, pair, move, row, one))
      if (!still) return false
      if (was === null) await at(over(trx).deleteFrom(table), key).execute()
      else {
        const version = versioned.has(table) ? { version: Number(row.version) + 1 } : {}
        const next = { ...row, ...was }
        const columns = { ...sealedAnew(vault, table, row, next), ...putDown(vault, pair, move, 'was', next, was) }
        await at(
          over(trx)
            .updateTable(table)
            .set({ ...columns, ...version }),
          key,
        ).execute()
        back.add(nameOf(table, pick(next, Object.keys(key))))
      }
      return true
    },
  }
}
