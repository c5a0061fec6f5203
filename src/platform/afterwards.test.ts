import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { engines, newDatabase } from '#src/testing/world.ts'
import { makeAfterwards } from './afterwards.ts'
import { type Database, openDatabase, type Trx } from './db/database.ts'

for (const engine of engines)
  describe(`what is written after the answers on ${engine}`, () => {
    let db: Database
    let transactions = 0
    let warned: unknown[] = []
    before(async () => {
      db = openDatabase(await newDatabase(engine))
      await sql`create table seen (name text primary key)`.execute(db.raw)
      const write = db.write
      db.write = (work) => {
        transactions++
        return write(work)
      }
    })
    after(() => db.close())
    const log = { warn: (said: unknown) => warned.push(said), error: (said: unknown) => warned.push(said) }
    const made = () => makeAfterwards(db, log as unknown as Logger)
    const add = (name: string) => (trx: Trx) => sql`insert into seen values (${name})`.execute(trx)
    const names = async () =>
      (await sql<{ name: string }>`select name from seen order by name`.execute(db.read)).rows.map((row) => row.name)

    it('is one transaction for many, with the last of each name', async () => {
      const afterwards = made()
      transactions = 0
      afterwards.write('a', add('early'))
      afterwards.write('a', add('late'))
      afterwards.write('b', add('other'))
      assert.deepEqual(await names(), [])
      await afterwards.written()
      assert.deepEqual(await names(), ['late', 'other'])
      assert.equal(transactions, 1)
      await afterwards.written()
      assert.equal(transactions, 1, 'nothing was left')
    })

    it('comes by itself in a moment', async () => {
      const afterwards = made()
      afterwards.write('c', add('by itself'))
      for (let i = 0; i < 100 && !(await names()).includes('by itself'); i++)
        await new Promise((resolve) => setTimeout(resolve, 30))
      assert.ok((await names()).includes('by itself'))
    })

    it('fails for nobody: the log has it, and what is left after it is written', async () => {
      const afterwards = made()
      warned = []
      afterwards.write('d', () => Promise.reject(new Error('a fault of its own')))
      await afterwards.written()
      assert.equal(warned.length, 1)
      afterwards.write('e', add('goes on'))
      await afterwards.written()
      assert.ok((await names()).includes('goes on'))
    })
  })
