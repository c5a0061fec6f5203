import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { deleteJob } from '#src/jobs/removal.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addEntry } from './entry.ts'
import { findTimer } from './timer.ts'

for (const engine of engines)
  describe(`time of jobs on ${engine}`, () => {
    let world: World
    let job: number
    let account: string
    before(async () => {
      world = await makeWorld(engine)
      job = await makeJob(world, world.accounts.seen, (await makePipeline(world)).id, { name: 'Books of May' })
      account = `/accounts/${world.accounts.seen}`
    })
    const entry = { day: '2026-01-05', minutes: 60, work: 'Sorting', service_id: null, billable: 1 }
    const typed = { day: '2026-01-05', duration: '1:30', work: 'Reading', billable: 'on' }
    const newest = () =>
      world.app.db.read.selectFrom('time_entry').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()

    it('is entered from the job’s page, and summed there by person for whoever may see it all', async () => {
      const eva = await world.as(world.people.eva)
      const page = await eva.get(`${account}/jobs/${job}`)
      const form = await eva.get(page.html.querySelector('#job-time a[href*="/time/new"]')!.getAttribute('href')!)
      assert.equal(form.html.querySelector('[name=job] [selected]')?.getAttribute('value'), String(job))
      const made = await eva.post(`${account}/time`, { ...typed, job, in: 'job' })
      assert.equal(made.location, `${account}/jobs/${job}`)
      await world.perform((act) => addEntry(act, world.accounts.seen, world.people.owner, { ...entry, job_id: job }))
      await world.perform((act) => addEntry(act, world.accounts.seen, world.people.owner, entry))
      const owner = await world.as(world.people.owner)
      const whole = (await owner.get(`${account}/jobs/${job}`)).html.querySelector('#job-time')!.text
      assert.match(whole, /Eva Employee.*1:30.*Olga Owner.*1:00.*Total.*2:30/s)
      const own = (await eva.get(`${account}/jobs/${job}`)).html.querySelector('#job-time')!.text
      assert.match(own, /Eva Employee.*1:30/s)
      assert.doesNotMatch(own, /Olga|2:30/)
      const narrowed = await owner.get(`${account}/time?job=${job}`)
      assert.equal(narrowed.html.querySelectorAll('#entries li[id]').length, 2)
      assert.match((await owner.get(`${account}/time`)).html.querySelector('#totals')!.text, /Books of May.*2:30/s)
      const csv = await owner.post(`${account}/time/export`, { filter: `job=${job}` })
      assert.match(csv.text, /Books of May/)
    })

    it('is not entered for a job of another account', async () => {
      const other = await makeJob(world, world.accounts.hidden, (await makePipeline(world)).id, { name: 'Secret' })
      const owner = await world.as(world.people.owner)
      assert.equal((await owner.post(`${account}/time`, { ...typed, job: other })).status, 422)
      await world.perform((act) => addEntry(act, world.accounts.seen, world.people.owner, { ...entry, job_id: other }))
      assert.equal((await newest()).job_id, null)
    })

    it('is measured by a timer that knows the job, and stays when the job goes', async () => {
      const eva = await world.as(world.people.eva)
      const started = await eva.post(`${account}/time/timer`, { in: 'job', job })
      assert.equal(started.location, `${account}/jobs/${job}`)
      const timer = await findTimer(world.app.db.read, await world.staff(world.people.eva))
      assert.equal(timer?.job_id, job)
      const form = await eva.get('/time/timer')
      assert.equal(form.html.querySelector('[name=job] [selected]')?.getAttribute('value'), String(job))
      await eva.post('/time/timer', { timer: timer!.id, duration: '0:20', duration_next: '', work: 'Measured', job })
      assert.deepEqual([(await newest()).work, (await newest()).job_id], ['Measured', job])
      await world.perform((act) => deleteJob(act, job))
      assert.equal((await newest()).job_id, null)
    })
  })
