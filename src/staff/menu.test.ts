import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Module } from '#src/platform/module.ts'
import { deadItem } from '#src/testing/queue.ts'
import { makeWorld, type World } from '#src/testing/world.ts'

describe('the menu and the page of settings', () => {
  let world: World
  before(async () => {
    world = await makeWorld('sqlite')
  })
  const textsOf = async (who: number, selector: string) => {
    const { html } = await (await world.as(who)).get('/settings')
    return html.querySelectorAll(selector).map((link) => link.text.trim().replace(/\s+/g, ' '))
  }
  const menu = (who: number) => textsOf(who, '.sidebar nav a')
  const settings = (who: number) => textsOf(who, '#settings a')
  /** Without what nouns bring that came later. */
  const known = (all: string[], some: readonly string[]) => all.filter((title) => some.includes(title))

  it('hold what the nouns bring and the reader may use, each in its place', async () => {
    const { owner, nina } = world.people
    const everybodys = ['My day', 'Clients', 'Contacts', 'Chats', 'Mentions', 'Jobs', 'Time', 'Access requests']
    const all = [...everybodys, 'Import', 'Activity', 'Settings']
    assert.deepEqual(known(await menu(owner), all), all)
    assert.deepEqual(known(await menu(nina), all), [...everybodys, 'Settings'])
    const allSettings = [
      ...['My settings', 'Team', 'Tags', 'Custom fields', 'Services and rates', 'Pipelines', 'The firm'],
      ...['Outgoing mail', 'Background work'],
    ]
    assert.deepEqual(known(await settings(owner), allSettings), allSettings)
    assert.deepEqual(known(await settings(nina), allSettings), ['My settings'])
  })

  it('lead from each page of the settings to the others', async () => {
    const { admin, eva } = world.people
    const browser = await world.as(admin)
    const { html } = await browser.get('/settings')
    const hrefs = html.querySelectorAll('#settings a').map((link) => link.getAttribute('href')!)
    for (const href of [...hrefs, `/settings/team/${eva}`]) {
      const tabs = (await browser.get(href)).html.querySelectorAll('main > .tabs:first-child a')
      assert.deepEqual(
        tabs.map((tab) => tab.getAttribute('href')),
        hrefs,
        href,
      )
      const here = tabs.filter((tab) => tab.getAttribute('aria-current') === 'page')
      assert.equal(here.length, 1, href)
      assert.ok(href.startsWith(here[0]!.getAttribute('href')!))
    }
    assert.equal((await browser.get('/accounts')).html.querySelector('main > .tabs:first-child'), null)
    assert.equal((await (await world.as(eva)).get('/me')).html.querySelector('main > .tabs:first-child'), null)
  })

  it('stay where somebody is told that there is nothing, and the same of any client whom they don’t see', async () => {
    const { owner, nina } = world.people
    const told = async (who: number, path: string) => {
      const answer = await (await world.as(who)).get(path)
      assert.equal(answer.status, 404)
      assert.ok(answer.html.querySelector('.sidebar nav a[href="/accounts"]'))
      const offer = answer.html.querySelector('main a[href="/access-requests#ask"]') !== null
      return { offer, text: answer.html.querySelector('main')!.text }
    }
    const hidden = await told(nina, `/accounts/${world.accounts.hidden}`)
    assert.ok(hidden.offer)
    assert.deepEqual(await told(nina, '/accounts/999999'), hidden)
    assert.equal((await told(nina, '/nowhere')).offer, false)
    assert.equal((await told(owner, '/accounts/999999')).offer, false)
    const stranger = await world.stranger().get('/portal/nowhere')
    assert.equal(stranger.html.querySelector('.sidebar'), null)
  })

  it('count what has failed where it is mended, and all of it beside the settings', async () => {
    const { admin, eva } = world.people
    await deadItem(world, { kind: 'send mail', payload: { id: 1 } })
    assert.equal((await menu(admin)).at(-1), 'Settings 1 failed')
    assert.deepEqual(await textsOf(admin, '#settings .badge'), ['Failed: 1'])
    assert.equal((await menu(eva)).at(-1), 'Settings')
  })

  it('take one entry more from a module more', async () => {
    const entry = { place: 35, href: '/x', permission: 'signed in', title: () => 'More' } as const
    const more: Module = {
      name: 'more',
      menu: [{ ...entry, icon: 'key', unread: () => 120 }],
      settings: [{ ...entry, text: () => 'Of it' }],
    }
    world.app.modules = [...world.app.modules, more]
    const shown = ['Contacts', 'More 99+ unread', 'Chats']
    assert.deepEqual(known(await menu(world.people.nina), shown), shown)
    assert.deepEqual(known(await settings(world.people.nina), ['My settings', 'More']), ['My settings', 'More'])
  })
})
