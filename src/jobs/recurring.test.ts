import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import { events } from '#src/audit/events.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { assigneesOf } from './assignees.ts'
import { wrongJobs } from './doctor.ts'
import { changeJob, setJobArchived } from './job.ts'
import { endRecurrence, type RecurrenceFields, recurrenceOf, setRecurrence } from './recurrence.ts'
import { makeRecurringJobs } from './recurring.ts'
import { deleteJob } from './removal.ts'

for (const engine of engines)
  describe(`recurring jobs on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const db = () => world.app.db.read
    const day = (text: string) => {
      world.app.now = new Date(`${text}T12:00:00Z`)
    }
    const monthly: RecurrenceFields = {
      every: 'month',
      first_due: '2027-01-31',
      last_day: 0,
      until: '',
      days_before: 7,
    }
    const set = (job: number, version: number, fields: Partial<RecurrenceFields>, today: string) =>
      world.perform((act) => setRecurrence(act, job, version, { ...monthly, ...fields }, today))
    const dues = async (account: number) =>
      (await db().selectFrom('job').select('due').where('account_id', '=', account).orderBy('due').execute()).map(
        (job) => job.due,
      )
    const begin = async (name: string, fields: Partial<RecurrenceFields> = {}) => {
      const account = await world.openAccount(name, [world.people.eva])
      const { id: pipeline, stages } = await makePipeline(world)
      day('2027-01-04')
      const job = await makeJob(world, account, pipeline, { name, due: '2027-01-31' }, [world.people.eva])
      await set(job, 0, fields, '2027-01-04')
      return { account, pipeline, job, stages }
    }

    it('are made when their day comes, in the first stage, like the one that is repeated, and never twice', async () => {
      const { account, job } = await begin('Monthly')
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31'], 'the job itself is the first')
      day('2027-02-20')
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31'])
      day('2027-02-21')
      await world.perform((act) =>
        changeJob(act, job, 1, { name: 'Renamed', details: 'D', due: '2027-01-31' }, { chosen: [world.people.eva] }),
      )
      await world.perform((act) => setJobArchived(act, job, true))
      await Promise.all([makeRecurringJobs(world.app), makeRecurringJobs(world.app)])
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31', '2027-02-28'])
      const made = await db()
        .selectFrom('job')
        .innerJoin('stage', 'stage.id', 'job.stage_id')
        .select(['job.id', 'job.name', 'job.details', 'stage.position', 'job.state'])
        .where('job.account_id', '=', account)
        .where('job.due', '=', '2027-02-28')
        .executeTakeFirstOrThrow()
      assert.deepEqual([made.name, made.details, Number(made.position), made.state], ['Renamed', 'D', 1, 'open'])
      const given = (await assigneesOf(db(), [made.id])).get(made.id)!
      assert.deepEqual(
        given.map((person) => person.name),
        ['Eva Employee'],
      )
    })

    it('go to nobody who no longer sees the account', async () => {
      const { account } = await begin('Left alone')
      await world.perform((act) => setTeam(act, account, [], [world.people.eva]))
      day('2027-02-21')
      await makeRecurringJobs(world.app)
      const row = await db()
        .selectFrom('job')
        .select('id')
        .where('account_id', '=', account)
        .where('due', '=', '2027-02-28')
        .executeTakeFirstOrThrow()
      assert.deepEqual((await assigneesOf(db(), [row.id])).get(row.id), [])
    })

    it('are made up for where no server ran, at most twelve in an hour', async () => {
      const { account } = await begin('Weekly', { every: 'week' })
      day('2027-06-30')
      await makeRecurringJobs(world.app)
      assert.equal((await dues(account)).length, 13)
      await makeRecurringJobs(world.app)
      const all = await dues(account)
      assert.equal(all.length, 23)
      assert.equal(new Set(all).size, all.length)
      assert.equal(all.at(-1), '2027-07-04')
      await makeRecurringJobs(world.app)
      assert.equal((await dues(account)).length, 23)
    })

    it('are due on the last day of each month where that is said, and on the 30th where it is not', async () => {
      const last = await begin('Last day', { first_due: '2027-02-28', last_day: 1 })
      const same = await begin('Same day', { first_due: '2027-04-30' })
      day('2027-06-30')
      await makeRecurringJobs(world.app)
      assert.deepEqual((await dues(last.account)).slice(1), [
        '2027-02-28',
        '2027-03-31',
        '2027-04-30',
        '2027-05-31',
        '2027-06-30',
      ])
      assert.deepEqual((await dues(same.account)).slice(1), ['2027-04-30', '2027-05-30', '2027-06-30'])
      assert.deepEqual(await wrongJobs(world.app), [])
      const broken = { every: 'week', last_day: 1 } as const
      await world.app.db.write((trx) =>
        trx.updateTable('recurrence').set(broken).where('job_id', '=', last.job).execute(),
      )
      assert.equal((await wrongJobs(world.app)).length, 1)
      await world.app.db.write((trx) => trx.deleteFrom('recurrence').where('job_id', '=', last.job).execute())
    })

    it('come back with their last day where a job is deleted and brought back', async () => {
      const { job } = await begin('Deleted', { last_day: 1 })
      const was = await recurrenceOf(db(), job)
      await world.perform((act) => deleteJob(act, job))
      assert.equal(await recurrenceOf(db(), job), undefined)
      const [deleted] = (await events(db(), {}, 1)).events
      await world.perform((act) => restoreEvent(act, restorersOf(world.app), deleted!))
      assert.deepEqual(await recurrenceOf(db(), job), was)
      assert.equal(was?.last_day, 1)
    })

    it('are not made for an archived account, nor made up for when it comes back', async () => {
      const { account } = await begin('Resting')
      await world.perform((act) => archiveAccount(act, account))
      day('2027-06-24')
      await makeRecurringJobs(world.app)
      await world.perform((act) => reactivateAccount(act, account))
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31'])
      day('2027-07-24')
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31', '2027-07-31'])
    })

    it('end on their last date, or when somebody ends them, and do not come twice when they begin again', async () => {
      const { account, job } = await begin('Ending', { until: '2027-03-30' })
      day('2027-06-01')
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(account), ['2027-01-31', '2027-02-28'])
      assert.equal((await recurrenceOf(db(), job))?.make_on, null)
      const other = await begin('Stopped')
      day('2027-02-21')
      await makeRecurringJobs(world.app)
      await world.perform((act) => endRecurrence(act, other.job))
      await world.perform((act) => endRecurrence(act, other.job))
      day('2027-03-30')
      await makeRecurringJobs(world.app)
      assert.equal((await dues(other.account)).length, 2)
      const { version } = (await recurrenceOf(db(), other.job))!
      await set(other.job, version, {}, '2027-02-22')
      await makeRecurringJobs(world.app)
      assert.deepEqual(await dues(other.account), ['2027-01-31', '2027-02-28', '2027-03-31'])
      assert.deepEqual(await wrongJobs(world.app), [])
    })

    it('are set by one of two who set them at once', async () => {
      const { job } = await begin('Contended')
      const results = await Promise.allSettled([
        set(job, 1, { every: 'week' }, '2027-01-04'),
        set(job, 1, { every: 'year' }, '2027-01-04'),
      ])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      assert.ok(results.some((result) => result.status === 'rejected' && result.reason instanceof Conflict))
    })
  })
