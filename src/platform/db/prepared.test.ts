import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { engines, newDatabase } from '#src/testing/world.ts'
import { type Database, type Db, openDatabase, type Trx } from './database.ts'
import { type Placeholder, prepared } from './prepared.ts'

type Role = 'owner' | 'employee'
interface Reader {
  id: number | Placeholder<number>
  role: Role
  rights: ReadonlySet<'see all'>
}
interface Part {
  word: string
}

let built = 0
const things = (db: Db) => db as unknown as Kysely<{ thing: { id: number; owner: number; name: string } }>
/** What of the cast's things somebody sees, but for those of some numbers. */
const seen = prepared(
  (
    db,
    staff: Reader,
    not: readonly Placeholder<number>[],
    name: Placeholder<string> | null,
    most: Placeholder<number>,
  ) => {
    built++
    return things(db)
      .selectFrom('thing')
      .select(['id', 'name'])
      .$if(!staff.rights.has('see all'), (query) => query.where('owner', '=', staff.id))
      .$if(not.length > 0, (query) => query.where('id', 'not in', not))
      .$if(name !== null, (query) => query.where('name', '=', name!))
      .orderBy('id')
      .limit(most)
  },
)
const said = prepared((db, parts: readonly Part[], aloud: boolean) =>
  db.selectNoFrom(parts.map(({ word }) => sql.lit(aloud ? word.toUpperCase() : word).as(word))),
)
let baked = 0
const leaking = prepared((db, id: Placeholder<number>) =>
  things(db).selectFrom('thing').select('id').where('id', '=', id).where('owner', '>', ++baked),
)

const employee = (id: number, ...rights: 'see all'[]) => ({ id, role: 'employee' as const, rights: new Set(rights) })

for (const engine of engines)
  describe(`a prepared query on ${engine}`, () => {
    let db: Database
    before(async () => {
      db = openDatabase(await newDatabase(engine))
      await sql`create table thing (id integer primary key, owner integer, name text)`.execute(db.raw)
      await sql`insert into thing values (1, 1, 'one'), (2, 2, 'two'), (3, 1, 'three'), (4, 2, 'one')`.execute(db.raw)
    })
    after(() => db.close())

    const idsOf = async (...asked: Parameters<typeof seen> extends [unknown, ...infer Rest] ? Rest : never) =>
      (await seen(db.read, ...asked)).map((row) => row.id)

    it('answers each with what they asked', async () => {
      assert.deepEqual(await idsOf(employee(1), [], null, 9), [1, 3])
      assert.deepEqual(await idsOf(employee(2), [], null, 9), [2, 4])
      assert.deepEqual(await idsOf(employee(2), [], null, 1), [2])
      assert.deepEqual(await idsOf(employee(2), [], 'one', 9), [4])
      assert.deepEqual(await idsOf(employee(1), [], 'three', 9), [3])
      assert.deepEqual(await idsOf(employee(1), [3], null, 9), [1])
      assert.deepEqual(await idsOf(employee(1), [1], null, 9), [3])
      assert.deepEqual(await idsOf(employee(1), [1, 3], null, 9), [])
      assert.deepEqual(await idsOf(employee(1, 'see all'), [2], null, 9), [1, 3, 4])
    })

    it('lets nobody have what the rights of another give', async () => {
      assert.equal((await idsOf(employee(1, 'see all'), [], null, 9)).length, 4)
      assert.equal((await idsOf(employee(1), [], null, 9)).length, 2)
      assert.deepEqual(await idsOf({ id: 1, role: 'owner', rights: new Set() }, [], null, 9), [1, 3])
    })

    it('is another one for each boolean, and for each part that is brought', async () => {
      const [yes, no] = [{ word: 'yes' }, { word: 'no' }]
      assert.deepEqual(await said(db.read, [yes, no], false), [{ yes: 'yes', no: 'no' }])
      assert.deepEqual(await said(db.read, [yes], true), [{ yes: 'YES' }])
      assert.deepEqual(await said(db.read, [no], true), [{ no: 'NO' }])
    })

    it('sees what its transaction has written', async () => {
      const count = (one: Db | Trx) => seen(one, employee(7), [], null, 9).then((rows) => rows.length)
      await db.write(async (trx) => {
        await sql`insert into thing values (7, 7, 'seven')`.execute(trx)
        assert.equal(await count(trx), 1)
        if (engine === 'sqlite') assert.equal(await count(db.read), 0)
      })
      assert.equal(await count(db.read), 1)
    })

    it('is refused in tests where something of it changes from one time to the next', async () => {
      await assert.rejects(() => leaking(db.read, 1), /asks otherwise than it should/)
    })
  })

describe('prepared queries', () => {
  it('are compiled once for each shape', async () => {
    const db = openDatabase(await newDatabase('sqlite'))
    await sql`create table thing (id integer primary key, owner integer, name text)`.execute(db.raw)
    const countFor = async (...asked: Parameters<typeof seen> extends [unknown, ...infer Rest] ? Rest : never) => {
      built = 0
      await seen(db.read, ...asked)
      // Two of them are what tests compare with.
      return built - 2
    }
    assert.equal(await countFor(employee(1), [], null, 9), 1)
    assert.equal(await countFor(employee(2), [], null, 5), 0)
    assert.equal(await countFor(employee(2, 'see all'), [], null, 5), 1)
    assert.equal(await countFor(employee(3), [4], null, 5), 1)
    assert.equal(await countFor(employee(2), [5], null, 5), 0)
    await db.close()
  })

  it('take no value while they are built', () => {
    prepared((db, id: Placeholder<number>) => {
      assert.throws(() => `${id}`, /has no value yet/)
      // @ts-expect-error nothing can be counted with it
      assert.throws(() => id + 1, /has no value yet/)
      return db.selectNoFrom(sql<number>`${id}`.as('id'))
    })
    // @ts-expect-error a number would be that of whoever asks first
    prepared((db, id: number) => db.selectNoFrom(sql<number>`${id}`.as('id')))
    const byPerson = prepared((db, staff: { id: number; role: Role; rights: ReadonlySet<string> }) =>
      db.selectNoFrom(sql<number>`${staff.id}`.as('id')),
    )
    // @ts-expect-error and so would be the number of somebody
    void ((db: Db) => byPerson(db, employee(1)))
  })

  it('stand at the top level of their files, where nothing of a request is', () => {
    const folder = join(import.meta.dirname, '../..')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\.|platform\/db\/prepared/.test(name),
    )
    let found = 0
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      if (!/from '.*\/db\/prepared\.ts'/.test(text)) continue
      for (const line of text.split('\n')) {
        if (!/\bprepared\(/.test(line)) continue
        found++
        assert.match(
          line,
          /^(export )?const \w+ = prepared\($|^(export )?const \w+ = prepared\(\(db\b/,
          `${name}: ${line}`,
        )
      }
    }
    assert.ok(found >= 10)
  })
})
