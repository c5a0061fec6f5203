import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { freePort } from '#src/testing/postgres.ts'
import { engines, newDatabase } from '#src/testing/world.ts'
import type { Database, Trx } from './database.ts'
import { DatabaseAway } from './failure.ts'
import { openPostgres } from './postgres.ts'

const open: Database[] = []
const opened = (...given: Parameters<typeof openPostgres>) => {
  const db = openPostgres(...given)
  open.push(db)
  return db
}
after(async () => {
  for (const db of open) await db.close()
})

if (engines.includes('postgres'))
  describe('a connection that PostgreSQL cuts', () => {
    const cut = async (url: string, pid: number) => {
      const other = new pg.Client({ connectionString: url })
      await other.connect()
      await other.query('select pg_terminate_backend($1)', [pid])
      for (let tries = 0; tries < 500; tries++) {
        const { rowCount } = await other.query('select 1 from pg_stat_activity where pid = $1', [pid])
        if (rowCount === 0) break
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await other.end()
    }
    const pidOf = async (trx: Trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      return rows[0]!.pid
    }

    it('fails its transaction alone, says why, and is not used again', async () => {
      const url = await newDatabase('postgres')
      const db = opened(url)
      const cutOff = new Set<number>()
      for (let turn = 0; turn < 5; turn++) {
        await assert.rejects(
          db.write(async (trx) => {
            const pid = await pidOf(trx)
            assert.ok(!cutOff.has(pid), 'a broken connection came back')
            cutOff.add(pid)
            await cut(url, pid)
            // Nothing is being asked when it goes: the connection itself must bear the news.
            await new Promise((resolve) => setImmediate(resolve))
            await trx.selectFrom('firm').select('id').execute()
          }),
          DatabaseAway,
        )
        assert.deepEqual(await db.read.selectFrom('firm').select('id').execute(), [])
      }
    })

    it('fails the query that it was asked', async () => {
      const url = await newDatabase('postgres')
      const db = opened(url)
      for (let turn = 0; turn < 3; turn++) {
        await assert.rejects(
          db.write(async (trx) => {
            const pid = await pidOf(trx)
            await Promise.all([sql`select pg_sleep(60)`.execute(trx), cut(url, pid)])
          }),
          DatabaseAway,
        )
        await db.write((trx) => trx.selectFrom('firm').select('id').execute())
      }
    })
  })

describe('a PostgreSQL that is not there', () => {
  const asked = (db: Database) => db.read.selectFrom('firm').select('id').execute()

  it('is said to be away', async () => {
    const db = opened(`postgres://app@127.0.0.1:${await freePort()}/none`)
    await assert.rejects(asked(db), DatabaseAway)
    await assert.rejects(
      db.write((trx) => trx.selectFrom('firm').select('id').execute()),
      DatabaseAway,
    )
  })

  it('is not waited for longer than the limit, where it takes the connection and says nothing', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    const db = opened(`postgres://app@127.0.0.1:${port}/none`, { limits: { connectMs: 50, queryMs: 50 } })
    // Twice as many as the pool has connections: those that wait for one fail as well.
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => asked(db)))
    for (const outcome of outcomes)
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof DatabaseAway, String(outcome))
    silent.close()
  })
})

if (engines.includes('postgres'))
  describe('a query that PostgreSQL does not answer', () => {
    it('fails at the limit, and its connection is not used again', async () => {
      const db = opened(await newDatabase('postgres'), { limits: { connectMs: 30_000, queryMs: 2000 } })
      await assert.rejects(sql`select pg_sleep(60)`.execute(db.read), DatabaseAway)
      const { rows } = await sql<{ asleep: number }>`select 1 as asleep`.execute(db.read)
      assert.equal(rows.length, 1)
    })
  })

if (engines.includes('postgres'))
  describe('a statement that is asked often', () => {
    const named = async (db: Database) => {
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db.raw)
      return rows.map((row) => row.statement)
    }
    /** On the one connection that `named` looks at. */
    const ask = (db: Database, name: string) =>
      db.raw.selectFrom('tag').selectAll().where('name', '=', name).where('id', '<', 1).executeTakeFirst()

    it('is prepared once on a connection, with the zeros and ones that partial indexes ask for', async () => {
      const db = opened(await newDatabase('postgres'))
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await ask(db, name)
      assert.deepEqual(await named(db), ['select * from "tag" where "name" = $1 and "id" < 1'])
    })

    it('has no name where a pooler shares connections out', async () => {
      const db = opened(`${await newDatabase('postgres')}?prepare=false`)
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await ask(db, name)
      assert.deepEqual(await named(db), [])
    })

    it('outlives a migration that gives its table another column, alone and in a transaction', async () => {
      const db = opened(await newDatabase('postgres'))
      const inTransaction = (name: string) =>
        db.write((trx) => trx.selectFrom('tag').selectAll().where('name', '=', name).execute())
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
        await ask(db, name)
        await inTransaction(name)
      }
      await sql`alter table tag add column another text`.execute(db.raw)
      await inTransaction('e')
      await ask(db, 'e')
      await sql`alter table tag add column more text`.execute(db.raw)
      await ask(db, 'f')
      await inTransaction('f')
    })
  })
