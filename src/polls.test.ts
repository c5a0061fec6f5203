import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { permissionsOf } from './app.tsx'
import { isPolled } from './platform/web/poll.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { oneOfEach, sampleOf } from './testing/sweep.ts'

describe('pages that ask by themselves', () => {
  let world: SampleWorld
  before(async () => {
    world = await makeSampleWorld('sqlite')
  })

  const polled = () =>
    world.web.routes.filter(({ handler }) => isPolled(handler)).map(({ method, path }) => `${method} ${path}`)

  it('are these, and only look', () => {
    assert.deepEqual(polled().sort(), [
      'GET /accounts/:id/chats/:threadId/messages',
      'GET /bulk/:id',
      'GET /imports/:id',
      'GET /portal/accounts/:id/chats/:threadId/messages',
    ])
  })

  it('hide nobody’s being there: on any other route the header is somebody at work', async () => {
    const long = new Date(world.app.now.getTime() - 3_600_000).toISOString()
    const known = new Set(polled())
    const wrong: string[] = []
    const staff = await world.as(world.people.owner)
    const client = await world.asClient(world.client.loginId)
    const given = await oneOfEach(world)
    for (const { method, path } of permissionsOf(world.web)) {
      const isPortal = path.startsWith('/portal')
      const table = isPortal ? 'portal_session' : 'staff_session'
      await world.app.db.write((trx) => trx.updateTable(table).set({ last_seen_at: long }).execute())
      const url = await sampleOf(world, path, given)
      const options = { headers: { 'X-Poll': '1' }, token: false } as const
      const browser = isPortal ? client : staff
      // Without its token no form does anything; by whom it was sent is found before that.
      if (method === 'GET') await browser.get(url, options)
      else await browser.post(url, {}, options)
      await world.app.afterwards.written()
      const { last_seen_at } = await world.app.db.read
        .selectFrom(table)
        .select('last_seen_at')
        .orderBy('last_seen_at', 'desc')
        .executeTakeFirstOrThrow()
      if ((last_seen_at === long) !== known.has(`${method} ${path}`)) wrong.push(`${method} ${path}`)
    }
    assert.deepEqual(wrong, [])
  })
})
