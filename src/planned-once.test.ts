import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import BetterSqlite from 'better-sqlite3'
import { permissionsOf } from './app.tsx'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { oneOfEach, sampleOf } from './testing/sweep.ts'

/**
 * How often the work had SQLite plan a statement again that was prepared already: better-sqlite3 makes the factory of a statement's
 * rows anew then, and only then, by the global `Function`.
 */
async function plannedAgainIn(work: () => Promise<unknown>): Promise<number> {
  const original = globalThis.Function
  let count = 0
  globalThis.Function = new Proxy(original, {
    apply(target, self, given) {
      count++
      return Reflect.apply(target, self, given)
    },
  })
  try {
    await work()
  } finally {
    globalThis.Function = original
  }
  return count
}

describe('a page that is asked for again', () => {
  let world: SampleWorld
  before(async () => {
    world = await makeSampleWorld('sqlite')
  })

  it('has no statement planned again, whichever it is', async () => {
    const given = await oneOfEach(world)
    const staff = [await world.as(world.people.owner), await world.as(world.people.eva)]
    const clients = [await world.asClient(world.client.loginId)]
    const again: string[] = []
    for (const { method, path } of permissionsOf(world.web)) {
      if (method !== 'GET') continue
      const url = await sampleOf(world, path, given)
      for (const browser of path.startsWith('/portal') ? clients : staff) {
        // Twice: what a first visit writes, a second one need not.
        await browser.get(url)
        await browser.get(url)
        const count = await plannedAgainIn(() => browser.get(url))
        if (count > 0) again.push(`${path}: ${count}`)
      }
    }
    assert.deepEqual(again, [])
  })

  it('would be caught: SQLite looks at a parameter without a sign before it', async () => {
    const file = new BetterSqlite(':memory:')
    file.exec('create table t (a integer, b integer); create index t_a on t (a, b)')
    file.exec(
      'with n (i) as (select 1 union all select i + 1 from n where i < 99) insert into t select i % 9, i from n',
    )
    file.exec('analyze')
    const asked = (sign: string) => {
      const statement = file.prepare(`select a, b from t where a > ${sign}? order by b limit ${sign}?`)
      statement.all(1, 5)
      return plannedAgainIn(async () => [statement.all(2, 5), statement.all(3, 6)])
    }
    assert.ok((await asked('')) > 0)
    assert.equal(await asked('+'), 0)
    file.close()
  })
})
