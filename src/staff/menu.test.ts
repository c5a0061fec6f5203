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
