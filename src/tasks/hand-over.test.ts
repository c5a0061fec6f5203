import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTeam, teamOf } from '#src/accounts/team.ts'
import { events } from '#src/audit/events.ts'
import { assigneesOf as assigneesOfJobs } from '#src/jobs/assignees.ts'
import { readJobFilter } from '#src/jobs/filter.ts'
import { setJobArchived } from '#src/jobs/job.ts'
import { jobPage } from '#src/jobs/list.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import type { WorkGoesTo } from '#src/staff/leaving.ts'
import { deactivate, findPerson, reactivate } from '#src/staff/person.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { discardTimer, startTimer } from '#src/time/timer.ts'
import { assigneesOf } from './assignees.ts'
import { readFirmTaskFilter } from './filter.ts'
import { firmTaskPage } from './firm.ts'

let number = 0

for (const engine of engines)
  describe(`the work of somebody who leaves, on ${engine}`, () => {
    let world: World
    let pipeline: number
    before(async () => {
      world = await makeWorld(engine)
      pipeline = (await makePipeline(world)).id
    })
    const db = () => world.app.db.read
    const addPerson = (name = `Person ${++number}`) =>
      world.addPerson({ email: `person${++number}@firm.test`, name, role: 'employee' })
    const leave = async (id: number, heir: number, work?: WorkGoesTo) =>
      (await world.perform((act) => deactivate(act, id, heir, work))).map((sentence) => sentence('en'))
    const onJob = async (id: number) => (await assigneesOfJobs(db(), [id])).get(id)!.map((person) => person.id)
    const onTask = async (id: number) => (await assigneesOf(db(), [id])).get(id)!.map((person) => person.id)
    const job = (account: number, ...people: number[]) => makeJob(world, account, pipeline, { name: 'Return' }, people)
    const belongingToNobody = async () => {
      const owner = await world.staff(world.people.owner)
      const filter = { assignee: 'nobody' }
      const jobs = await jobPage(db(), owner, readJobFilter(filter), '2026-01-01', null)
      const tasks = await firmTaskPage(db(), owner, readFirmTaskFilter(filter), '2026-01-01', null)
      return { jobs: jobs.rows.map((row) => row.id), tasks: tasks.rows.map((row) => row.id) }
    }

    it('goes to the heir with the clients, and each change is told', async () => {
      const [leaver, heir, other] = [await addPerson('Lena'), await addPerson('Hugo'), await addPerson('Otto')]
      const account = await world.openAccount('Handed over', [leaver, other])
      const [open, shared, done] = [
        await job(account, leaver),
        await job(account, leaver, other),
        await job(account, leaver),
      ]
      await world.perform((act) => setJobArchived(act, done, true))
      const [task, completed] = [
        await makeTask(world, account, {}, [leaver]),
        await makeTask(world, account, { status: 'completed' }, [leaver]),
      ]
      assert.deepEqual(await leave(leaver, heir), [
        'Clients handed over: 1.',
        'Jobs handed over: 2.',
        'Tasks handed over: 1.',
      ])
      assert.deepEqual(
        (await teamOf(db(), account)).map((person) => person.id),
        [heir, other],
      )
      assert.deepEqual([await onJob(open), await onJob(shared), await onJob(done)], [[heir], [heir, other], [leaver]])
      assert.deepEqual(
        [await onTask(task), await onTask(completed)],
        [[heir], [leaver]],
        'what is done stays whose it was',
      )
      const told = (await events(db(), { accountId: account }, 50)).events.map(({ kind, changes }) => ({
        kind,
        changes,
      }))
      assert.ok(told.some(({ kind, changes }) => kind === 'job changed' && changes.assignees?.[1] === 'Hugo, Otto'))
      assert.ok(told.some(({ kind, changes }) => kind === 'task changed' && changes.assignees?.join() === 'Lena,Hugo'))
      const { rows } = await jobPage(
        db(),
        await world.staff(heir),
        readJobFilter({ assignee: String(heir) }),
        '2026-01-01',
        null,
      )
      assert.deepEqual(
        rows.map((row) => row.id),
        [open, shared],
        'the heir finds them among their own',
      )
    })

    it('is left to nobody where the heir does not see the client, and where that is wished', async () => {
      const [leaver, heir] = [await addPerson(), await addPerson()]
      const account = await world.openAccount('Not the heir’s', [leaver])
      await world.giveRights(leaver, ['view all accounts'])
      const theirs = await world.openAccount('The heir’s too', [heir])
      // The leaver sees all clients without being on their teams; the one of `account` is taken off before.
      await world.perform((act) => setTeam(act, account, []))
      const hidden = [await job(account, leaver), await makeTask(world, account, {}, [leaver])]
      const seen = [await job(theirs, leaver), await makeTask(world, theirs, {}, [leaver, heir])]
      assert.deepEqual(await leave(leaver, heir), [
        'Jobs handed over: 1.',
        'Jobs left unassigned: 1.',
        'Tasks handed over: 1.',
        'Tasks left unassigned: 1.',
      ])
      assert.deepEqual([await onJob(hidden[0]!), await onTask(hidden[1]!)], [[], []])
      assert.deepEqual([await onJob(seen[0]!), await onTask(seen[1]!)], [[heir], [heir]])
      const belonging = await belongingToNobody()
      assert.ok(belonging.jobs.includes(hidden[0]!) && belonging.tasks.includes(hidden[1]!))
      assert.ok(!belonging.jobs.includes(seen[0]!) && !belonging.tasks.includes(seen[1]!))

      assert.deepEqual(await leave(heir, world.people.owner, 'nobody'), [
        'Clients handed over: 1.',
        'Jobs left unassigned: 1.',
        'Tasks left unassigned: 1.',
      ])
      assert.ok((await belongingToNobody()).jobs.includes(seen[0]!))
    })

    it('is nobody’s too where only people who left have it, whenever that was', async () => {
      const leaver = await addPerson()
      const account = await world.openAccount('Old times', [leaver])
      const [oldJob, oldTask] = [await job(account, leaver), await makeTask(world, account, {}, [leaver])]
      const gone = (at: string | null) =>
        world.app.db.write((trx) =>
          trx.updateTable('staff').set({ deactivated_at: at }).where('id', '=', leaver).execute(),
        )
      await gone('2020-01-01')
      const belonging = await belongingToNobody()
      assert.ok(belonging.jobs.includes(oldJob) && belonging.tasks.includes(oldTask))
      await gone(null)
      assert.ok(!(await belongingToNobody()).jobs.includes(oldJob))
    })

    it('has its timer entered, or discarded where it was forgotten', async () => {
      for (const [hours, said, entered] of [
        [2, 'Timer stopped, 2:00 entered for Timed.', [120]],
        [14, 'The timer left running for Timed was discarded.', []],
      ] as const) {
        const leaver = await addPerson()
        const account = await world.openAccount('Timed', [leaver])
        world.app.now = new Date('2026-03-10T09:00:00Z')
        await world.perform((act) => startTimer(act, leaver, account))
        world.app.now = new Date(world.app.now.getTime() + hours * 3_600_000)
        assert.deepEqual(await leave(leaver, world.people.owner), ['Clients handed over: 1.', said])
        const entries = await db().selectFrom('time_entry').selectAll().where('staff_id', '=', leaver).execute()
        assert.deepEqual(
          entries.map((entry) => entry.minutes),
          entered,
        )
        const timers = await db().selectFrom('time_timer').select('id').where('staff_id', '=', leaver).execute()
        assert.deepEqual(timers, [])
        const { kind } = (await events(db(), { accountId: account }, 1)).events[0]!
        assert.equal(kind, entered.length ? 'time entry added' : 'timer discarded')
        assert.equal(await world.perform((act) => discardTimer(act, leaver, 1)), false)
      }
    })

    it('is handed over by whoever is first of two, and two can’t leave each other what they have', async () => {
      const [leaver, heir] = [await addPerson(), await addPerson()]
      const account = await world.openAccount('Fought over', [leaver])
      const open = await job(account, leaver)
      const twice = await Promise.allSettled([leave(leaver, heir), leave(leaver, world.people.admin)])
      assert.deepEqual(twice.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      const refused = twice.find(({ status }) => status === 'rejected') as PromiseRejectedResult
      assert.ok(refused.reason instanceof Conflict)
      assert.equal((await onJob(open)).length, 1)

      await world.perform((act) => reactivate(act, leaver))
      const crossed = await Promise.allSettled([leave(leaver, heir), leave(heir, leaver)])
      assert.deepEqual(crossed.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      const people = await Promise.all([leaver, heir].map((id) => findPerson(db(), id)))
      assert.equal(people.filter((person) => person.deactivated_at).length, 1)
    })
  })

for (const engine of oneEngine)
  describe(`the pages of somebody who leaves, on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    it('show what they still have before, and what became of it after', async () => {
      const leaver = await world.addPerson({ email: 'leaver@firm.test', name: 'Lea', role: 'employee' })
      const owner = await world.as(world.people.owner)
      const path = `/settings/team/${leaver}/deactivation`
      assert.match((await owner.get(path)).text, /No clients, open jobs or tasks/)
      const account = await world.openAccount('Last client', [leaver])
      const pipeline = (await makePipeline(world)).id
      await makeJob(world, account, pipeline, { name: 'Last job' }, [leaver])
      for (const i of [1, 2, 3, 4, 5, 6, 7]) await makeTask(world, account, { title: `Task ${i}` }, [leaver])
      await world.perform((act) => startTimer(act, leaver, account))
      const page = await owner.get(path)
      const rows = page.html
        .querySelectorAll('#deactivate .rows li')
        .map((li) => li.textContent.replaceAll(/\s+/g, ' '))
      assert.equal(rows.length, 4)
      assert.match(rows[1]!, /Open jobs: 1.*Last job/)
      assert.match(rows[2]!, /Open tasks: 7.*Task 1.*and 2 more/)
      assert.match(rows[3]!, /Last client.*It will be stopped and entered/)
      assert.equal((await owner.get(`/tasks?assignee=${leaver}`)).html.querySelectorAll('li.task').length, 7)

      const answer = await owner.post(path, { heir: world.people.eva, work: 'nobody' })
      assert.equal(answer.status, 303)
      const team = await owner.get('/settings/team')
      assert.match(team.text, /Lea was deactivated\. Clients handed over: 1\. Jobs left unassigned: 1\./)
      const ways = (await owner.get('/')).html.querySelectorAll('#unassigned a').map((a) => a.getAttribute('href')!)
      assert.deepEqual(ways, ['/jobs?assignee=nobody', '/tasks?assignee=nobody'])
      assert.equal((await (await world.as(world.people.eva)).get('/')).html.querySelector('#unassigned'), null)
      assert.match((await owner.get(ways[0]!)).text, /Last job/)
      assert.equal((await owner.get(ways[1]!)).html.querySelectorAll('li.task').length, 7)
    })

    it('say so where somebody else was first, or the heir has left meanwhile', async () => {
      const leaver = await world.addPerson({ email: 'l2@firm.test', name: 'Late', role: 'employee' })
      const heir = await world.addPerson({ email: 'h2@firm.test', name: 'Heir', role: 'employee' })
      const owner = await world.as(world.people.owner)
      const path = `/settings/team/${leaver}/deactivation`
      await world.perform((act) => deactivate(act, heir, world.people.owner))
      const refused = await owner.post(path, { heir })
      assert.equal(refused.status, 422)
      assert.ok(refused.html.querySelector('#f-heir[aria-invalid]'))
      await world.perform((act) => deactivate(act, leaver, world.people.owner))
      assert.equal((await owner.post(path, { heir: world.people.owner })).status, 303)
      assert.match((await owner.get(`/settings/team/${leaver}`)).text, /Late has been deactivated already/)
    })

    it('leave one on the list of all tasks where a status was set there', async () => {
      const owner = await world.as(world.people.owner)
      const task = await makeTask(world, world.accounts.seen, {}, [world.people.owner])
      const back = '/tasks?assignee=nobody'
      const answer = await owner.post(`/accounts/${world.accounts.seen}/tasks/${task}/status`, {
        was: 'planned',
        status: 'in progress',
        back,
      })
      assert.equal(answer.headers.get('location'), `${back}#task-${task}`)
    })
  })
