import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HTMLElement } from 'node-html-parser'
import { makeWeb, permissionsOf } from './app.tsx'
import { modules } from './modules.ts'
import { clientBrowserFor } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { allForms, chosenIn, sampleOf, sendForm } from './testing/sweep.ts'

// Every form, sent with htmx and without. With it one region of the page changes; without, the page comes at that place, where that is not
// its beginning.

const routes = permissionsOf(makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)).filter(
  ({ method, permission }) => method === 'POST' && permission !== 'anyone',
)

const kindOf = (id: string) => id.replace(/\d+/g, '')

const isWithin = (inner: HTMLElement | null, outer: HTMLElement): boolean =>
  inner !== null && (inner === outer || isWithin(inner.parentNode as HTMLElement | null, outer))

describe('a form that is sent without JavaScript', async () => {
  const forms = await allForms()
  let world: SampleWorld

  const send = async ({ path: route, permission }: (typeof routes)[number], htmx: boolean) => {
    const sender = permission === 'client' ? world.client.loginId : world.people.owner
    const path = await sampleOf(world, route)
    const browser =
      permission === 'client' ? await clientBrowserFor(world.app, world.web, sender) : await world.as(sender)
    const fields = await forms[route]!(world, chosenIn(route, path), sender, browser)
    return { path, browser, answer: await sendForm(browser, path, fields, { htmx }) }
  }

  for (const [i, route] of routes.entries())
    it(`at ${route.path} leads to where the change is`, async () => {
      if (i % 12 === 0) world = await makeSampleWorld('sqlite')
      const swapped = (await send(route, true)).answer.html.querySelector('[id]')
      const { browser, answer } = await send(route, false)
      if (answer.status !== 303) return
      const [address, anchor] = answer.location!.split('#')
      const { html } = await browser.get(address!)
      if (anchor !== undefined)
        return assert.ok(html.querySelector(`[id="${anchor}"]`), `${answer.location}: no such place`)
      const region = swapped?.id && html.querySelectorAll('[id]').find(({ id }) => kindOf(id) === kindOf(swapped.id))
      if (!region || region.id === 'flash') return
      const frame = html.querySelectorAll('#flash, .profile-bar, main nav, main form[method=get]')
      const first = html.querySelectorAll('main [id]').find((one) => !frame.some((part) => isWithin(one, part)))!
      assert.ok(isWithin(first, region) || isWithin(region, first), `${answer.location}: #${swapped.id} changed`)
    })
})
