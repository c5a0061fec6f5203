import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { events } from '#src/audit/events.ts'
import { deleteJob } from '#src/jobs/removal.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { findTask, tasksOfJob } from './list.ts'
import { deleteTask } from './removal.ts'

for (const engine of engines)
  describe(`tasks of jobs on ${engine}`, () => {
    let world: World
    let pipeline: number
    let job: number
    before(async () => {
      world = await makeWorld(engine)
      pipeline = (await makePipeline(world)).id
      job = await makeJob(world, world.accounts.seen, pipeline, { name: 'Books of May' })
    })
    const db = () => world.app.db.read
    const typed = { title: 'Of the job', details: '', status: 'planned', priority: 'normal', due: '' }

    it('are chosen on the form, stand in rows and on the job’s page, and narrow the list', async () => {
      const owner = await world.as(world.people.owner)
      const account = `/accounts/${world.accounts.seen}`
      const page = await owner.get(`${account}/jobs/${job}`)
      const add = page.html.querySelector('#job-tasks a[href*="/tasks/new"]')!.getAttribute('href')!
      const form = await owner.get(add)
      assert.equal(form.html.querySelector('[name=job] [selected]')?.getAttribute('value'), String(job))
      const back = form.html.querySelector('[name=back]')!.getAttribute('value')!
      const made = await owner.post(`${account}/tasks`, { ...typed, job, back })
      assert.equal(made.location, `${account}/jobs/${job}`)
      await makeTask(world, world.accounts.seen, { title: 'Of none' })
      const shown = (await owner.get(`${account}/jobs/${job}`)).html.querySelector('#job-tasks')!.text
      assert.match(shown, /Of the job/)
      assert.doesNotMatch(shown, /Of none/)
      const narrowed = await owner.get(`${account}/tasks?job=${job}`)
      assert.match(narrowed.html.querySelector('#tasks .rows')!.text, /Of the job.*Books of May/s)
      assert.doesNotMatch(narrowed.text, /Of none/)
      const other = await makeJob(world, world.accounts.hidden, pipeline, { name: 'Secret job' })
      const wrong = await owner.post(`${account}/tasks`, { ...typed, job: other })
      assert.equal(wrong.status, 422)
    })

    it('stay when the job is deleted, and come back themselves without it', async () => {
      const doomed = await makeJob(world, world.accounts.seen, pipeline, { name: 'Doomed' })
      const id = await makeTask(world, world.accounts.seen, { job_id: doomed })
      const gone = await makeTask(world, world.accounts.seen, { job_id: doomed })
      assert.equal((await tasksOfJob(db(), doomed)).rows.length, 2)
      await world.perform((act) => deleteTask(act, gone))
      const [event] = (await events(db(), { accountId: world.accounts.seen }, 1)).events
      await world.perform((act) => deleteJob(act, doomed))
      assert.equal((await findTask(db(), world.accounts.seen, id)).job_id, null)
      await world.perform((act) => restoreEvent(act, restorersOf(world.app), event!))
      assert.equal((await findTask(db(), world.accounts.seen, gone)).job_id, null)
    })

    it('are left without one that is another account’s', async () => {
      const other = await makeJob(world, world.accounts.hidden, pipeline, { name: 'Another’s' })
      const id = await makeTask(world, world.accounts.seen, { job_id: other })
      assert.equal((await findTask(db(), world.accounts.seen, id)).job_id, null)
    })
  })
