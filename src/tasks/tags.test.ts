import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { events } from '#src/audit/events.ts'
import { createTag, deleteTag, tagsWithUse } from '#src/tags/tag.ts'
import { makeTask, plainTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { readTaskFilter } from './filter.ts'
import { taskPage } from './list.ts'
import { tagsOfTasks } from './tags.ts'
import { changeTask } from './task.ts'

for (const engine of engines)
  describe(`tags of tasks on ${engine}`, () => {
    let world: World
    let tax: number
    let rush: number
    before(async () => {
      world = await makeWorld(engine)
      tax = await world.perform((act) => createTag(act, { name: 'Tax', colour: 'red' }))
      rush = await world.perform((act) => createTag(act, { name: 'Rush', colour: 'blue' }))
    })
    const db = () => world.app.db.read
    const tagsOf = async (id: number) => (await tagsOfTasks(db(), [id])).get(id)!.map((tag) => tag.name)
    const change = (id: number, version: number, chosen: number[], was: number[]) =>
      world.perform((act) => changeTask(act, id, version, plainTask, { chosen: [], was: [] }, { chosen, was }))
    const { job_id: _, ...typed } = plainTask
    const form = { ...typed, is_shared: '0' }

    it('are what two people chose who did it one after the other from the same form', async () => {
      const id = await makeTask(world, world.accounts.seen)
      await change(id, 1, [tax], [])
      await change(id, 2, [rush], [])
      assert.deepEqual(await tagsOf(id), ['Rush', 'Tax'])
      await change(id, 3, [], [tax])
      assert.deepEqual(await tagsOf(id), ['Rush'])
      const [event] = (await events(db(), { accountId: world.accounts.seen }, 1)).events
      assert.deepEqual(event?.changes, { task: [plainTask.title, plainTask.title], tags: ['Rush, Tax', 'Rush'] })
      await change(id, 4, [rush, 99_999], [rush])
      assert.deepEqual(await tagsOf(id), ['Rush'], 'a number that is no tag’s is left out')
    })

    it('stand in the form, in the rows, and narrow the list', async () => {
      const owner = await world.as(world.people.owner)
      const base = `/accounts/${world.accounts.hidden}/tasks`
      await owner.post(base, { ...form, title: 'Tagged one', tags: [tax] })
      await owner.post(base, { ...form, title: 'Bare one' })
      const list = await owner.get(base)
      assert.match(list.html.querySelector('#tasks .rows')!.text, /Tagged one.*Tax/s)
      const narrowed = await owner.get(`${base}?tag=${tax}`)
      assert.match(narrowed.text, /Tagged one/)
      assert.doesNotMatch(narrowed.text, /Bare one/)
      assert.match((await owner.get(`${base}?tag=${rush}`)).text, /No tasks match/)
      const filter = readTaskFilter({ tag: String(tax), show: 'all' })
      const page = await taskPage(db(), { id: 1 }, world.accounts.hidden, filter, '2026-01-01', null)
      const id = page.rows[0]!.id
      const edit = await owner.get(`${base}/${id}/edit`)
      assert.equal(edit.html.querySelector('[name=tags][checked]')?.getAttribute('value'), String(tax))
      assert.equal(edit.html.querySelector('[name=tags_was]')?.getAttribute('value'), String(tax))
    })

    it('may be made in place by whoever keeps tags, and by nobody else', async () => {
      const base = `/accounts/${world.accounts.seen}/tasks`
      const fresh = { ...form, title: 'With a new tag', new_tag: 'Fresh', new_tag_colour: 'green' }
      const eva = await world.as(world.people.eva)
      assert.equal((await eva.get(`${base}/new`)).html.querySelector('[name=new_tag]'), null)
      assert.equal((await eva.post(base, fresh)).status, 403)
      const known = async () => (await tagsWithUse(db(), world.app.modules)).find((tag) => tag.name === 'Fresh')
      assert.equal(await known(), undefined)
      const owner = await world.as(world.people.owner)
      const bad = await owner.post(base, { ...fresh, title: '' })
      assert.equal(bad.html.querySelector('[name=new_tag]')?.getAttribute('value'), 'Fresh')
      await owner.post(base, fresh)
      assert.equal((await known())?.tasks, 1)
    })

    it('are counted where tags are kept, and leave tasks when they are deleted', async () => {
      const id = await makeTask(world, world.accounts.seen)
      const doomed = await world.perform((act) => createTag(act, { name: 'Doomed', colour: 'red' }))
      await change(id, 1, [doomed], [])
      const owner = await world.as(world.people.owner)
      assert.match((await owner.get('/settings/tags')).text, /Doomed.*clients: 0 · contacts: 0 · tasks: 1/s)
      assert.match((await owner.get(`/settings/tags/${doomed}/removal`)).text, /tasks: 1/)
      await world.perform((act) => deleteTag(act, doomed))
      assert.deepEqual(await tagsOf(id), [])
    })
  })
