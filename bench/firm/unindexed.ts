import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#src/platform/db/database.ts'

/**
 * Fills the tables while they have no indexes and no triggers. What these hold is made once in the end, sorted: row by row it goes here and
 * there, and each row takes longer than the one before. Whoever ends the process meanwhile leaves a database that is of no use.
 */
export const withoutIndexes = (db: Database, fill: () => Promise<void>): Promise<void> =>
  db.engine === 'sqlite' ? onSqlite(db, fill) : onPostgres(db, fill)

async function onSqlite({ raw: db }: Database, fill: () => Promise<void>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db)
  const made = await rowsOf<{ type: string; name: string; sql: string }>(
    sql`select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null`,
  )
  const trigrams = await namesOf(sql`select name from sqlite_master where sql like 'create virtual table%trigram%'`)
  // A table that is one index wants its rows sorted, too: a temporary one of its name is meant before it.
  const sorted = await namesOf(
    sql`select name from sqlite_master where sql like '%without rowid' and name not like 'search_trigram%'`,
  )
  await run('pragma main.journal_mode = memory')
  await run('pragma synchronous = off')
  await run('pragma foreign_keys = off')
  for (const { type, name } of made) await run(`drop ${type} ${name}`)
  for (const name of sorted) await run(`create temp table ${name} as select * from main.${name}`)

  await fill()

  for (const name of sorted) {
    const key = await namesOf(sql`select name from pragma_table_info(${name}, 'main') where pk > 0 order by pk`)
    await run(`insert into main.${name} select * from temp.${name} order by ${key.join()}`)
    await run(`drop table temp.${name}`)
  }
  for (const name of trigrams) await run(`insert into ${name} (${name}) values ('rebuild')`)
  for (const { sql } of made) await run(sql)
  await run('pragma foreign_keys = on')
  await run('pragma synchronous = full')
  await run('pragma main.journal_mode = wal')

  async function rowsOf<T>(query: RawBuilder<T>): Promise<T[]> {
    return (await query.execute(db)).rows
  }
  async function namesOf(query: RawBuilder<unknown>): Promise<string[]> {
    return (await rowsOf(query as RawBuilder<{ name: string }>)).map(({ name }) => name)
  }
}

async function onPostgres({ raw: db }: Database, fill: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; made: string }>`select indexname as name, indexdef as made from pg_indexes
    where schemaname = current_schema() and indexname not in (select conname from pg_constraint)`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db)
  await fill()
  for (const { made } of rows) await sql.raw(made).execute(db)
}
