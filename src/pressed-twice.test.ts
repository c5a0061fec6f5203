import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { makeWeb, permissionsOf } from './app.tsx'
import { modules } from './modules.ts'
import { onceKey } from './platform/web/form.ts'
import { clientBrowserFor } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { allForms, chosenIn, creatingRoutes, sampleOf, sendForm } from './testing/sweep.ts'

// Every form, sent twice as it is: by a double click, or after Back.

/** What is written down of requests and of what was done, and what waits to be done: nothing that somebody has added. */
const isLog = (table: string) =>
  /^(search_|sqlite_|kysely_|migration|audit_|sent_form|queue_|.*session|refused|tries)/.test(table)

describe('a form that is sent twice', async () => {
  const forms = await allForms()
  const web = makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)
  const creating = creatingRoutes(web)
  const routes = permissionsOf(web).filter(({ method, permission }) => method === 'POST' && permission !== 'anyone')
  let world: SampleWorld

  async function counts(): Promise<Record<string, number>> {
    const tables = (await world.app.db.read.introspection.getTables()).filter(({ name }) => !isLog(name))
    const counted: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(world.app.db.read)
      counted[name] = Number(rows[0]!.n)
    }
    return counted
  }
  const added = (before: Record<string, number>, after: Record<string, number>) =>
    Object.keys(after).filter((table) => after[table]! > before[table]!)

  it('is held by the line of its route alone', () => assert.ok(creating.size > 25))

  it('is one where, by whom and with what it was sent', async () => {
    const [form, other] = [
      new Map([['once', ['a']]]),
      new Map([
        ['once', ['a']],
        ['x', ['']],
      ]),
    ]
    const keys = [
      onceKey(form, '/a', 1),
      onceKey(form, '/b', 1),
      onceKey(form, '/a', 2),
      onceKey(form, '/a', null, 1),
      onceKey(other, '/a', 1),
    ]
    assert.equal(new Set(keys).size, keys.length)
  })

  for (const [i, { path: route, permission }] of routes.entries())
    it(`at ${route} ${creating.has(route) ? 'adds one, and leads to it again' : 'adds nothing more'}`, async () => {
      if (i % 12 === 0) world = await makeSampleWorld('sqlite')
      const sender = permission === 'client' ? world.client.loginId : world.people.owner
      const path = await sampleOf(world, route)
      const browser =
        permission === 'client' ? await clientBrowserFor(world.app, world.web, sender) : await world.as(sender)
      const fields = { ...(await forms[route]!(world, chosenIn(route, path), sender, browser)) }
      // Where the route's line does not say so, the token says nothing: whoever sends one anywhere gets nothing done by what another has given.
      fields.once = crypto.randomUUID()
      const before = (await world.app.db.read.selectFrom('sent_form').select('token').execute()).length
      const first = await sendForm(browser, path, fields)
      assert.ok(first.status < 400, `${first.status}: ${first.text.slice(0, 2000)}`)
      const sent = world.app.db.read.selectFrom('sent_form').select('token')
      assert.equal((await sent.execute()).length > before, creating.has(route))
      for (const { result } of await world.app.db.read.selectFrom('sent_form').select('result').execute())
        assert.match(
          result ?? 'null',
          /^(null|\d+|\{"id":\d+,"name":"[^"]*"\})$/,
          'what is kept of it is no secret and no row',
        )
      const once = await counts()
      const second = await sendForm(browser, path, fields)
      assert.deepEqual(added(once, await counts()), [])
      assert.ok(second.status < 500, String(second.status))
      if (!creating.has(route)) return
      assert.deepEqual([second.status, second.location], [first.status, first.location])
    })
})
