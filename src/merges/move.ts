import type { Move, Mover, Table } from '#src/contacts/people.ts'
import { anyTable, findRows, pick, type Row, whereEquals } from '#src/contacts/rows.ts'
import type { Trx } from '#src/platform/db/database.ts'
import type { Vault } from '#src/platform/vault.ts'
import { type Pair, sealedMoves } from './homes.ts'
import type { MovedTables } from './tables.ts'

/** The mover of one merge. */
export function mover(trx: Trx, vault: Vault, tables: MovedTables, pair: Pair): Mover {
  const moves: Move[] = []
  const { sealedAnew, writtenDown } = sealedMoves(vault, tables, pair)
  return {
    moves,
    async change(table, row, set, also = []) {
      const columns = Object.keys(set).filter((column) => set[column] !== row[column])
      if (columns.length === 0) return
      const { key, isVersioned } = tables(table)
      const now: Row = { ...pick(set, columns), ...(isVersioned ? { version: Number(row.version) + 1 } : {}) }
      const next = { ...row, ...now }
      const written = { ...sealedAnew(table, row, next), ...now }
      await whereEquals(anyTable(trx).updateTable(table).set(written), pick(row, key)).execute()
      const move = { table, key: pick(next, key) }
      moves.push({
        ...move,
        was: writtenDown(move, 'was', row, pick(row, columns)),
        now: writtenDown(move, 'now', next, { ...now, ...pick(row, also) }),
      })
    },
    async remove(table, row) {
      const move = { table, key: pick(row, tables(table).key) }
      await whereEquals(anyTable(trx).deleteFrom(table), move.key).execute()
      moves.push({ ...move, was: writtenDown(move, 'was', row, row), now: null })
    },
    async add(table, row) {
      const added = await anyTable(trx).insertInto(table).values(row).returningAll().executeTakeFirstOrThrow()
      const move = { table, key: pick(added, tables(table).key) }
      moves.push({ ...move, was: null, now: writtenDown(move, 'now', added, row) })
    },
  }
}

/** Puts rows back as they were, the last one that was moved first. */
export function restorer(trx: Trx, vault: Vault, tables: MovedTables, pair: Pair) {
  const { sealedAnew, putDown, stillSays } = sealedMoves(vault, tables, pair)
  // A row that was moved twice gets a new version with the first step back: the second step must not mind.
  const back = new Set<string>()
  const nameOf = (table: Table, key: Row) => `${table} ${JSON.stringify(key)}`
  async function canStand({ table, was }: Move): Promise<boolean> {
    for (const [column, parent] of Object.entries(tables(table).parents)) {
      const id = was?.[column] ?? null
      if (id === null) continue
      const there = await anyTable(trx).selectFrom(parent).select('id').where('id', '=', id).executeTakeFirst()
      if (!there) return false
    }
    return true
  }
  return {
    /** Gives false, and leaves the row as it is, where it was changed since or can't stand any more. */
    async putBack(move: Move): Promise<boolean> {
      const { table, key, was, now } = move
      const [row] = await findRows(trx, table, key)
      if (!now) {
        if (row || !(await canStand(move))) return false
        await anyTable(trx)
          .insertInto(table)
          .values(putDown(move, 'was', was!, was!))
          .execute()
        return true
      }
      // What the merge added may be gone: then there is nothing to take away.
      if (!row) return was === null
      const besides = back.has(nameOf(table, key)) ? 'version' : ''
      const still = Object.keys(now).every((one) => one === besides || stillSays(move, row, one))
      if (!still) return false
      if (was === null) await whereEquals(anyTable(trx).deleteFrom(table), key).execute()
      else {
        const version = tables(table).isVersioned ? { version: Number(row.version) + 1 } : {}
        const next = { ...row, ...was }
        const columns = { ...sealedAnew(table, row, next), ...putDown(move, 'was', next, was) }
        await whereEquals(
          anyTable(trx)
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
