import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeWeb, permissionsOf } from './app.tsx'
import { modules } from './modules.ts'
import { clientBrowserFor } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { sampleOf } from './testing/sweep.ts'

// Every form, sent without anything in it, with htmx and without.

const routes = permissionsOf(makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)).filter(
  ({ method, permission }) => method === 'POST' && permission !== 'anyone',
)

describe('a form that is refused', () => {
  let world: SampleWorld
  let refused = 0

  for (const [i, { path: route, permission }] of routes.entries())
    it(`at ${route} has the focus on the first field that is wrong`, async () => {
      if (i % 12 === 0) world = await makeSampleWorld('sqlite')
      const sender = permission === 'client' ? world.client.loginId : world.people.owner
      const path = await sampleOf(world, route)
      for (const htmx of [false, true]) {
        const browser =
          permission === 'client' ? await clientBrowserFor(world.app, world.web, sender) : await world.as(sender)
        const { status, html } = await browser.post(path, {}, { htmx })
        if (status !== 422 || !html.querySelector('.field-error')) continue
        refused++
        const begins = html.querySelectorAll('[autofocus]')
        assert.equal(begins.length, 1, 'one place to begin')
        assert.equal(begins[0]!.getAttribute('name'), html.querySelector('[aria-invalid]')!.getAttribute('name'))
        assert.equal(begins[0]!.getAttribute('aria-invalid'), 'true')
      }
    })

  it('is tried', () => assert.ok(refused > 20, `only ${refused} were refused`))
})
