import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { events } from '#src/audit/events.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeSubtask, makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { orderSubtasks, removeSubtask, renameSubtask, subtasksOf } from './subtask.ts'

for (const engine of engines)
  describe(`subtasks on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })
    const db = () => world.app.db.read
    const make = async () => {
      const task = await makeTask(world, world.accounts.seen)
      const ids = []
      for (const title of ['One', 'Two', 'Three']) ids.push(await makeSubtask(world, task, title))
      return {
        task,
        ids: ids as [number, number, number],
        base: `/accounts/${world.accounts.seen}/tasks/${task}/subtasks`,
      }
    }
    const titles = async (task: number) => (await subtasksOf(db(), task)).map((row) => row.title).join()
    const latest = async () => (await events(db(), { accountId: world.accounts.seen }, 1)).events[0]?.changes

    it('are put in order by numbers and by buttons, in both modes', async () => {
      const { task, ids, base } = await make()
      const page = await owner.get(`${base}/order`)
      assert.equal(page.html.querySelectorAll('#subtasks .order li').length, 3)
      const [a, b, c] = ids
      const plain = await owner.post(`${base}/order`, { was: ids, [`place_${c}`]: '1' })
      assert.equal(plain.location, `/accounts/${world.accounts.seen}/tasks/${task}/subtasks/order#subtasks`)
      assert.equal(await titles(task), 'Three,One,Two')
      assert.deepEqual((await latest())?.order, ['One, Two, Three', 'Three, One, Two'])
      const part = await owner.post(`${base}/order`, { was: [c, a, b], move: `down ${c}` }, { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelector('html'), null)
      assert.equal(await titles(task), 'One,Three,Two')
      await makeSubtask(world, task, 'Last')
      assert.equal(await titles(task), 'One,Three,Two,Last')
    })

    it('that somebody else has changed are not put in an order made without knowing that', async () => {
      const { task, ids, base } = await make()
      const [a, b, c] = ids
      const results = await Promise.allSettled([
        world.perform((act) => orderSubtasks(act, task, ids, [c, b, a])),
        world.perform((act) => orderSubtasks(act, task, ids, [b, a, c])),
      ])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const now = await titles(task)
      const late = await owner.post(`${base}/order`, { was: ids, [`place_${c}`]: '1' })
      assert.equal(late.status, 409)
      assert.ok(late.html.querySelector('#subtasks [role=alert]'))
      assert.equal(await titles(task), now)
      const odd = await owner.post(`${base}/order`, { was: [a, 99_999] })
      assert.equal(odd.status, 409)
    })

    it('get another title from the version that was read, in both modes', async () => {
      const { task, ids, base } = await make()
      const [a, b] = ids
      const form = await owner.get(`${base}/${a}/edit`, { htmx: true })
      assert.equal(form.html.querySelector('[name=title]')?.getAttribute('value'), 'One')
      const plain = await owner.post(`${base}/${a}`, { title: 'First', version: 1 })
      assert.equal(plain.status, 303)
      assert.deepEqual((await latest())?.subtask, ['One', 'First'])
      const part = await owner.post(`${base}/${b}`, { title: 'Second', version: 1 }, { htmx: true })
      assert.match(part.html.querySelector('#subtasks')!.text, /First.*Second/s)
      assert.equal((await owner.post(`${base}/${a}`, { title: ' ', version: 2 })).status, 422)
      const late = await owner.post(`${base}/${a}`, { title: 'Mine', version: 1 })
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('#subtasks')!.text, /Mine.*First/s)
      const both = await Promise.allSettled(
        ['X', 'Y'].map((title) => world.perform((act) => renameSubtask(act, task, a, 2, title))),
      )
      assert.deepEqual(both.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      await assert.rejects(
        world.perform((act) => renameSubtask(act, task, a, 1, 'Z')),
        Conflict,
      )
      await world.perform((act) => removeSubtask(act, task, a))
      assert.equal((await owner.post(`${base}/${a}`, { title: 'Gone', version: 3 })).status, 404)
    })

    it('of somebody else’s task are not to be changed, and show no way to', async () => {
      const { task, ids, base } = await make()
      const eva = await world.as(world.people.eva)
      const page = await eva.get(`/accounts/${world.accounts.seen}/tasks/${task}`)
      assert.equal(page.html.querySelector('#subtasks a, #subtasks form'), null)
      for (const path of [`${base}/order`, `${base}/${ids[0]}`])
        assert.equal((await eva.post(path, { was: ids, move: `down ${ids[0]}`, title: 'No', version: 1 })).status, 403)
      assert.equal(await titles(task), 'One,Two,Three')
    })
  })
