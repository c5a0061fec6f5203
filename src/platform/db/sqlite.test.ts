import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { newDatabase } from '#src/testing/world.ts'
import { type Database, openDatabase } from './database.ts'
import { isDatabaseAway } from './failure.ts'

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

  it('goes on with everything else while another process writes, and writes then', async () => {
    const path = await newDatabase('sqlite')
    const here = openDatabase(path)
    const other = new BetterSqlite(path)
    other.exec('begin immediate')
    const written: string[] = []
    const write = (name: string) =>
      here.write(async () => {
        written.push(name)
      })
    const both = [write('first'), write('second')]
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    for (let i = 0; i < 20; i++) {
      await wait(10)
      await sql`select 1`.execute(here.read)
    }
    delay.disable()
    assert.deepEqual(written, [])
    assert.ok(delay.max < 1e9, `nothing else ran for ${delay.max / 1e6} ms`)
    other.exec('commit')
    await Promise.all(both)
    assert.deepEqual(written, ['first', 'second'])
    other.close()
    await here.close()
  })

  it('lets another process write while it writes one transaction after the other', async () => {
    const path = await newDatabase('sqlite')
    const beside = { processes: 2, name: 'ficha' }
    const [here, other] = [openDatabase(path, beside), openDatabase(path, beside)]
    let writing = true
    let count = 0
    const busy = (async () => {
      while (writing && count < 5000) {
        await here.write(async (trx) => {
          for (const end = performance.now() + 10; performance.now() < end; ) await sql`select 1`.execute(trx)
        })
        count++
      }
    })()
    for (let i = 0; i < 5; i++) await other.write(async () => {})
    writing = false
    await busy
    assert.ok(count < 300, `${count} transactions came before five of the other's`)
    await here.close()
    await other.close()
  })

  it('gives up as busy what waits for more than ten seconds, and goes on with what comes then', async () => {
    const path = await newDatabase('sqlite')
    const here = openDatabase(path)
    const other = new BetterSqlite(path)
    other.exec('begin immediate')
    const from = performance.now()
    await assert.rejects(
      here.write(async () => {}),
      (error) => isDatabaseAway(error),
    )
    assert.ok(performance.now() - from >= 10_000)
    other.exec('commit')
    assert.equal(await here.write(async () => 'done'), 'done')
    other.close()
    await here.close()
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
