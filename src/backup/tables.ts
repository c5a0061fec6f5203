import { sql } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'

export interface Column {
  name: string
  type: 'integer' | 'text'
}

export interface Table {
  name: string
  columns: Column[]
  /** The columns of its primary key, in the key's order. */
  key: string[]
}

/** Not for keeping: who is signed in, links that were sent, work that waits, who is at what, what was tried. `migration` the other installation has itself. */
const leftOut = new Set([
  'migration',
  'staff_session',
  'sign_in_attempt',
  'staff_token',
  'portal_session',
  'portal_token',
  'queue_item',
  'sent_form',
  'turn',
  'tries',
])

interface ColumnRow {
  table: string
  column: string
  type: string
  /** The place in the primary key, from 1; 0 for none. */
  place: number
}

// Virtual tables and those that they keep are derived: the triggers of the tables that they index fill them again.
const ofSqlite = sql<ColumnRow>`
  select t.name as "table", c.name as "column", lower(c.type) as type, c.pk as place
  from pragma_table_list t join pragma_table_info(t.name) c
  where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'
  order by t.name, c.cid`

const ofPostgres = sql<ColumnRow>`
  select c.table_name as "table", c.column_name as "column", c.data_type as type, coalesce(k.ordinal_position, 0)::int as place
  from information_schema.tables t
  join information_schema.columns c using (table_schema, table_name)
  left join information_schema.table_constraints p
    on p.table_schema = t.table_schema and p.table_name = t.table_name and p.constraint_type = 'PRIMARY KEY'
  left join information_schema.key_column_usage k
    on k.constraint_schema = p.constraint_schema and k.constraint_name = p.constraint_name
    and k.table_name = c.table_name and k.column_name = c.column_name
  where t.table_schema = current_schema() and t.table_type = 'BASE TABLE'
  order by c.table_name collate "C", c.ordinal_position`

const referencesOfSqlite = sql<{ child: string; parent: string }>`
  select t.name as child, f."table" as parent
  from pragma_table_list t join pragma_foreign_key_list(t.name) f
  where t.schema = 'main' and t.type = 'table'`

const referencesOfPostgres = sql<{ child: string; parent: string }>`
  select child.relname as child, parent.relname as parent
  from pg_constraint f
  join pg_class child on child.oid = f.conrelid
  join pg_class parent on parent.oid = f.confrelid
  where f.contype = 'f' and f.connamespace = current_schema()::regnamespace`

const typeOf = ({ table, column, type }: ColumnRow): Column['type'] => {
  if (type === 'integer' || type === 'bigint') return 'integer'
  if (type === 'text') return 'text'
  throw new Error(`a backup does not know the type ${type} of ${table}.${column}`)
}

/** The tables that a backup holds, each after those that it refers to. */
export async function backedUpTables(db: Db | Trx): Promise<Table[]> {
  const onSqlite = engineOf(db) === 'sqlite'
  const { rows } = await (onSqlite ? ofSqlite : ofPostgres).execute(db)
  const tables = new Map<string, Table>()
  for (const [name, columns] of Map.groupBy(rows, (row) => row.table)) {
    if (leftOut.has(name)) continue
    const key = columns
      .filter((row) => row.place > 0)
      .sort((a, b) => a.place - b.place)
      .map((row) => row.column)
    if (key.length === 0) throw new Error(`a backup can't read ${name}: it has no primary key`)
    tables.set(name, { name, key, columns: columns.map((row) => ({ name: row.column, type: typeOf(row) })) })
  }
  const references = await (onSqlite ? referencesOfSqlite : referencesOfPostgres).execute(db)
  return parentsFirst(tables, references.rows)
}

function parentsFirst(tables: Map<string, Table>, references: { child: string; parent: string }[]): Table[] {
  const sorted = new Set<Table>()
  const waiting = new Set(tables.values())
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) =>
      references.every(
        ({ child, parent }) => child !== table.name || parent === child || !waiting.has(tables.get(parent)!),
      ),
    )
    if (ready.length === 0) throw new Error('tables refer to each other in a circle')
    for (const table of ready) {
      sorted.add(table)
      waiting.delete(table)
    }
  }
  return [...sorted]
}

/** The name of the newest migration that the database has had. */
export async function newestMigration(db: Db | Trx): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
  return (
    rows
      .map((row) => row.name)
      .sort()
      .at(-1) ?? ''
  )
}

/** The last id that each of the tables has given out, for those that count their ids themselves. */
export async function lastIds(db: Db | Trx, tables: readonly Table[]): Promise<Record<string, number>> {
  const last: Record<string, number> = {}
  if (engineOf(db) === 'sqlite') {
    const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(db)
    for (const { name, seq } of rows) if (tables.some((table) => table.name === name)) last[name] = seq
    return last
  }
  for (const { name, sequence } of await sequences(db, tables)) {
    const { rows } = await sql<{ last: number }>`
      select case when is_called then last_value else 0 end as last from ${sql.raw(sequence)}`.execute(db)
    if (rows[0]!.last > 0) last[name] = rows[0]!.last
  }
  return last
}

/** Has the tables go on counting after those ids. */
export async function setLastIds(trx: Trx, tables: readonly Table[], last: Record<string, number>): Promise<void> {
  if (engineOf(trx) === 'sqlite') {
    for (const [name, id] of Object.entries(last)) {
      await sql`delete from sqlite_sequence where name = ${name}`.execute(trx)
      await sql`insert into sqlite_sequence (name, seq) values (${name}, ${id})`.execute(trx)
    }
    return
  }
  for (const { name, sequence } of await sequences(trx, tables))
    if (last[name]) await sql`select setval(${sequence}::regclass, ${last[name]})`.execute(trx)
}

/** The sequences of the tables that have one, on PostgreSQL, quoted as SQL wants them. */
async function sequences(db: Db | Trx, tables: readonly Table[]): Promise<{ name: string; sequence: string }[]> {
  const found: { name: string; sequence: string }[] = []
  for (const { name, columns } of tables) {
    if (!columns.some((column) => column.name === 'id')) continue
    const { rows } = await sql<{ sequence: string | null }>`
      select pg_get_serial_sequence(${`"${name}"`}, 'id') as sequence`.execute(db)
    if (rows[0]?.sequence) found.push({ name, sequence: rows[0].sequence })
  }
  return found
}
