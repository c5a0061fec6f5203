import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { sql } from 'kysely'
import { migrations } from '#migrations/index.ts'
import type { Migration } from '#migrations/migration.ts'
import { engines, newDatabase } from '#src/testing/world.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

for (const engine of engines)
  describe(`migrations on ${engine}`, () => {
    const open: { close(): Promise<void> }[] = []
    const fresh = async () => {
      const db = openDatabase(await newDatabase(engine))
      open.push(db)
      return db
    }
    after(async () => {
      for (const db of open) await db.close()
    })
    const broken: Migration = {
      name: '9999-broken',
      up: ({ id, text }) => [`create table halfway (id ${id}, name ${text})`, 'insert into nowhere values (1)'],
    }

    it('run once', async () => {
      assert.deepEqual(await migrate(await fresh(), migrations), [])
    })

    it('leave nothing of one that fails', async () => {
      const db = await fresh()
      await assert.rejects(migrate(db, [...migrations, broken]))
      await assert.rejects(sql`select * from halfway`.execute(db.raw))
      assert.deepEqual(await migrate(db, migrations), [])
    })

    it('refuse a database that a newer version has made', async () => {
      const db = await fresh()
      await migrate(db, [...migrations, { name: '9999-later', up: () => [] }])
      await assert.rejects(migrate(db, migrations), /newer Ficha/)
    })

    it('keep the rows of a child when its parent’s table is rebuilt', async () => {
      const db = await fresh()
      const parents: Migration = {
        name: '9990-parents',
        up: () => [
          'create table parent (id integer primary key)',
          'create table child (id integer primary key, parent_id integer references parent (id) on delete cascade)',
          'insert into parent values (1)',
          'insert into child values (1, 1)',
        ],
      }
      const rebuilt: Migration = {
        name: '9991-rebuilt',
        up: () =>
          engine === 'postgres'
            ? ['alter table parent add column name text']
            : [
                'create table parent_2 (id integer primary key, name text)',
                'insert into parent_2 (id) select id from parent',
                'drop table parent',
                'alter table parent_2 rename to parent',
              ],
      }
      await migrate(db, [...migrations, parents, rebuilt])
      const { rows } = await sql`select * from child`.execute(db.raw)
      assert.equal(rows.length, 1)
    })

    it('roll a transaction back whole', async () => {
      const db = await fresh()
      await assert.rejects(
        db.write(async (trx) => {
          await trx.insertInto('tag').values({ name: 'a', name_key: 'a', colour: 'red', created_at: '' }).execute()
          throw new Error('no')
        }),
      )
      assert.deepEqual(await db.read.selectFrom('tag').selectAll().execute(), [])
    })
  })
