import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { modules } from '#src/modules.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { readChoice } from './choice.ts'
import { sectionNames } from './section.ts'

describe('how an overview is arranged', () => {
  const usual = ['documents', 'tasks', 'jobs', 'chats', 'notes', 'time', 'logins', 'contacts', 'activity']

  it('is the usual way until somebody chooses', () => {
    assert.deepEqual(
      sectionNames(modules).filter((name) => usual.includes(name)),
      usual,
    )
    assert.deepEqual(readChoice(usual, null), { order: usual, folded: [] })
  })

  it('gives a section that came later its usual place, and forgets one that is gone', () => {
    const stored = JSON.stringify({ order: ['activity', 'gossip', 'notes', 'logins'], folded: ['gossip', 'logins'] })
    const { order, folded } = readChoice(usual, stored)
    assert.deepEqual(order.toSorted(), usual.toSorted())
    assert.ok(order.indexOf('activity') < order.indexOf('notes'))
    assert.equal(order.indexOf('time'), order.indexOf('notes') + 1)
    assert.deepEqual(folded, ['logins'])
  })
})

for (const engine of oneEngine)
  describe(`the overview of an account on ${engine}`, () => {
    let world: World
    let owner: Browser
    let path: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      path = `/accounts/${world.accounts.seen}`
    })
    const cards = async (browser = owner) =>
      (await browser.get(path)).html
        .querySelectorAll('.overview > .card')
        .map((card) => card.id.replace('overview-', ''))
    const arrange = async (fields: Record<string, string | string[]>) => {
      const form = await owner.get(`/me/overview?back=${path}`)
      const was = form.html.querySelectorAll('input[name=was]').map((input) => input.getAttribute('value')!)
      return owner.post('/me/overview', { was, back: path, ...fields })
    }

    it('stands in the reader’s own order, set by number and by button', async () => {
      const usual = await cards()
      assert.ok(usual.length >= 3)
      const last = usual.at(-1)!
      const saved = await arrange({ [`place_${last}`]: '1', [`place_${usual[0]}`]: '2' })
      assert.equal(saved.location, path)
      assert.equal((await cards())[0], last)
      const moved = await arrange({ move: `down ${last}` })
      assert.equal(moved.location, `/me/overview?back=${path}`)
      assert.equal((await cards())[1], last)
      assert.deepEqual(await cards(await world.as(world.people.admin)), usual, 'each has their own')
      await owner.post('/me/overview/reset')
      assert.deepEqual(await cards(), usual)
    })

    it('shows a folded section by its name alone, and opens it again', async () => {
      await arrange({ folded: ['contacts'] })
      const folded = await owner.get(path)
      assert.doesNotMatch(folded.html.querySelector('#overview-contacts')!.text, /Maria/)
      const open = folded.html.querySelector('#overview-contacts form')!
      assert.equal(open.getAttribute('action'), '/me/overview/folding')
      const answer = await owner.post('/me/overview/folding', { section: 'contacts', wanted: 'off', back: path })
      assert.equal(answer.location, `${path}#overview-contacts`)
      assert.match((await owner.get(path)).html.querySelector('#overview-contacts')!.text, /Maria/)
    })

    it('takes no section that is none, and leads to no other site', async () => {
      assert.equal((await arrange({ folded: ['gossip'] })).status, 422)
      assert.equal((await owner.post('/me/overview/folding', { section: 'x', wanted: 'on' })).status, 422)
      assert.equal((await arrange({ back: '//evil.example' })).location, '/accounts')
      assert.equal((await arrange({ back: '/accounts/1/../../x' })).location, '/accounts')
    })
  })
