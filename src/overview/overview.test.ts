import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { beginThread } from '#src/chats/message.ts'
import { modules } from '#src/modules.ts'
import { writeNote } from '#src/notes/note.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeTask } from '#src/testing/tasks.ts'
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
    assert.deepEqual(readChoice(usual, null), { order: usual, moved: [], folded: [] })
  })

  it('gives a section that came later its usual place, and forgets one that is gone', () => {
    const stored = JSON.stringify({ order: ['activity', 'gossip', 'notes', 'logins'], folded: ['gossip', 'logins'] })
    const { order, moved, folded } = readChoice(usual, stored)
    assert.deepEqual(order.toSorted(), usual.toSorted())
    assert.ok(order.indexOf('activity') < order.indexOf('notes'))
    assert.equal(order.indexOf('time'), order.indexOf('notes') + 1)
    assert.deepEqual(folded, ['logins'])
    assert.deepEqual(moved, [], 'stored before sections could be moved')
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
        .querySelectorAll('.overview-column > .card')
        .map((card) => card.id.replace('overview-', ''))
    const arrange = async (fields: Record<string, string | string[]>) => {
      const form = await owner.get(`/me/overview?back=${path}`)
      const was = form.html.querySelectorAll('input[name=was]').map((input) => input.getAttribute('value')!)
      return owner.post('/me/overview', { was, back: path, ...fields })
    }

    const columns = async (browser = owner) =>
      (await browser.get(path)).html
        .querySelectorAll('.overview-column')
        .map((column) => column.querySelectorAll(':scope > .card').map((card) => card.id.replace('overview-', '')))

    it('has each section in its column, whatever is in it, in whatever form it is', async () => {
      const usual = await columns()
      assert.equal(usual.length, 2)
      assert.ok(usual[0]!.includes('notes') && usual[1]!.includes('chats'))
      await world.perform((act) => writeNote(act, world.accounts.seen, world.people.owner, 'long\n\n'.repeat(60)))
      assert.deepEqual(await columns(), usual)
    })

    it('stands in the reader’s own order within a column, set by number and by button', async () => {
      const usual = await cards()
      const [left] = await columns()
      assert.ok(left!.length >= 3)
      const last = left!.at(-1)!
      const saved = await arrange({ [`place_${last}`]: '1', [`place_${left![0]}`]: '2' })
      assert.equal(saved.location, path)
      assert.equal((await columns())[0]![0], last)
      const moved = await arrange({ move: `down ${last}` })
      assert.equal(moved.location, `/me/overview?back=${path}`)
      assert.equal((await columns())[0]![1], last)
      assert.deepEqual(await cards(await world.as(world.people.admin)), usual, 'each has their own')
      await owner.post('/me/overview/reset')
      assert.deepEqual(await cards(), usual)
    })

    it('takes a section into the other column and back, in its place there', async () => {
      const usual = await columns()
      await arrange({ across: ['notes'] })
      const [left, right] = await columns()
      assert.ok(!left!.includes('notes') && right!.includes('notes'))
      await arrange({ across: ['notes'] })
      assert.deepEqual(await columns(), usual)
    })

    it('tells above the columns what is late, unread and waiting, each a link; of other accounts nothing', async () => {
      const none = await owner.get(path)
      assert.match(none.html.querySelector('#figures')!.text, /Nothing overdue, unread or waiting/)
      await makeTask(world, world.accounts.seen, { due: '2000-01-01' })
      await makeTask(world, world.accounts.seen, { status: 'waiting for client' })
      await world.perform(async (act) => {
        await beginThread(act, world.accounts.seen, 'Question', { contactId: world.contacts.maria }, { text: 'Hello?' })
      })
      const shown = (await owner.get(path)).html.querySelectorAll('#figures a')
      assert.deepEqual(
        shown.map((link) => [link.text.trim(), link.getAttribute('href')]),
        [
          ['1 task overdue', `${path}/tasks?show=overdue`],
          ['1 unread conversation', `${path}/chats`],
          ['1 task waiting for the client', `${path}/tasks?show=waiting+for+client`],
        ],
      )
      for (const link of shown) assert.equal((await owner.get(link.getAttribute('href')!)).status, 200)
      const other = await owner.get(`/accounts/${world.accounts.hidden}`)
      assert.equal(other.html.querySelectorAll('#figures a').length, 0)
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
