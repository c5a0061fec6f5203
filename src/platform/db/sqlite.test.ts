import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newDatabase } from '#src/testing/world.ts'
import { type Database, openDatabase } from './database.ts'

describe('SQLite', () => {
  let db: Database
  before(async () => {
    db = openDatabase(await newDatabase('sqlite'))
  })
  after(() => db.close())
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db.raw)
  const writeLong = () =>
    db.write((trx) =>
      trx
        .insertInto('tag')
        .values({ name: 'x'.repeat(100_000), name_key: 'x', colour: 'red', created_at: '' })
        .execute(),
    )

  it('has each transaction on the disk when it is acknowledged', async () => {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db.raw)
    assert.equal(rows[0]!.synchronous, 2)
  })

  it('names a full disk as the cause, keeps nothing, and goes on once there is room', async () => {
    await limit(1)
    await assert.rejects(writeLong, { code: 'SQLITE_FULL' })
    assert.deepEqual(await db.read.selectFrom('tag').selectAll().execute(), [])
    await limit(1_000_000)
    await writeLong()
    assert.equal((await db.read.selectFrom('tag').select('id').execute()).length, 1)
  })
})
