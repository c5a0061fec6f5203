import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { type CompiledQuery, DefaultQueryExecutor } from 'kysely'
import { permissionsOf } from './app.tsx'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { oneOfEach, sampleOf } from './testing/sweep.ts'
import { isInTransaction } from './testing/transaction-guard.ts'

describe('what a page needs of the database', () => {
  let world: SampleWorld
  const asked: string[] = []
  before(async () => {
    world = await makeSampleWorld('sqlite')
    const base = Object.getPrototypeOf(DefaultQueryExecutor.prototype) as DefaultQueryExecutor
    const run = base.executeQuery
    mock.method(base, 'executeQuery', function (this: unknown, query: CompiledQuery) {
      // A verb asks again in its transaction, of whoever acts and of what it holds: that is what it is for.
      if (!isInTransaction()) asked.push(`${query.sql} ${JSON.stringify(query.parameters)}`)
      return run.call(this as never, query)
    })
  })
  after(() => mock.restoreAll())

  it('is asked for once', async () => {
    const { owner, eva } = world.people
    const staff = [await world.as(owner), await world.as(eva)]
    const client = await world.asClient(world.client.loginId)
    const given = await oneOfEach(world)
    const pages = permissionsOf(world.web).filter(({ method }) => method === 'GET')
    const twice = new Set<string>()
    let most = 0
    for (const { path } of pages) {
      const url = await sampleOf(world, path, given)
      for (const browser of path.startsWith('/portal') ? [client] : staff) {
        // The second time: the first marks as read and makes small pictures, and looks again.
        await browser.get(url)
        await world.app.afterwards.written()
        asked.length = 0
        await browser.get(url)
        most = Math.max(most, asked.length)
        for (const [i, one] of asked.entries()) if (asked.indexOf(one) < i) twice.add(`GET ${path}: ${one}`)
      }
    }
    assert.ok(pages.length > 100 && most > 10)
    assert.deepEqual([...twice], [])
  })
})
