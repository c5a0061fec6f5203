import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { makeWeb, permissionsOf } from './app.tsx'
import { modules } from './modules.ts'
import { clientBrowserFor } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { allCreating, allForms, chosenIn, sampleOf, sendForm } from './testing/sweep.ts'

// Every form, sent twice as it is: by a double click, or after Back.

/** What is written down of requests and of what was done, and what waits to be done: nothing that somebody has added. */
const isLog = (table: string) =>
  /^(search_|sqlite_|kysely_|migration|audit_|sent_form|queue_|.*session|refused|rate)/.test(table)

describe('a form that is sent twice', async () => {
  const [forms, creating] = [await allForms(), await allCreating()]
  const routes = permissionsOf(makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)).filter(
    ({ method, permission }) => method === 'POST' && permission !== 'anyone',
  )
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

  it('is one of those that there are', () => {
    const known = new Set(routes.map(({ path }) => path))
    assert.deepEqual(
      [...creating].filter((path) => !known.has(path)),
      [],
    )
  })

  for (const [i, { path: route, permission }] of routes.entries())
    it(`at ${route} ${creating.has(route) ? 'adds one, and leads to it again' : 'adds nothing more'}`, async () => {
      if (i % 12 === 0) world = await makeSampleWorld('sqlite')
      const sender = permission === 'client' ? world.client.loginId : world.people.owner
      const path = await sampleOf(world, route)
      const fields = { ...(await forms[route]!(world, chosenIn(route, path), sender)) }
      if (creating.has(route)) fields.once = crypto.randomUUID()
      const browser =
        permission === 'client' ? await clientBrowserFor(world.app, world.web, sender) : await world.as(sender)
      const first = await sendForm(browser, path, fields)
      assert.ok(first.status < 400, `${first.status}: ${first.text.slice(0, 2000)}`)
      const once = await counts()
      const second = await sendForm(browser, path, fields)
      assert.deepEqual(added(once, await counts()), [])
      assert.ok(second.status < 500, String(second.status))
      if (!creating.has(route)) return
      assert.deepEqual([second.status, second.location], [first.status, first.location])
    })
})
