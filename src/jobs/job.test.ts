import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, deleteAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import { events } from '#src/audit/events.ts'
import { wrongPipelines } from '#src/pipelines/doctor.ts'
import { setPipelineArchived } from '#src/pipelines/pipeline.ts'
import { changeStage, deleteStage, type Stage, type StageFields, StageRefused, stagesOf } from '#src/pipelines/stage.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { assigneesOf } from './assignees.ts'
import { boardOf } from './board.ts'
import { wrongJobs } from './doctor.ts'
import { jobsExport } from './export.ts'
import { readJobFilter } from './filter.ts'
import { changeJob, setJobArchived } from './job.ts'
import { currentJobs, findJob, historyOf, jobPage, jobsOfMine } from './list.ts'
import { moveJob, NoSuchStage } from './move.ts'
import { deleteJob } from './removal.ts'
import { statusOf } from './state.ts'

for (const engine of engines)
  describe(`jobs on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const db = () => world.app.db.read
    const move = (job: number, from: Stage, to: Stage) => world.perform((act) => moveJob(act, job, from.id, to.id))
    const nobody = { assigned: { chosen: [] }, notified: { chosen: [] } }
    const set = (stage: Stage, fields: Partial<StageFields>, people: Parameters<typeof changeStage>[5] = nobody) => {
      const { name, colour, completes, tasks } = stage
      return world.perform((act) =>
        changeStage(
          act,
          stage.pipeline_id,
          stage.id,
          stage.version,
          { name, colour, completes, tasks, ...fields },
          people,
        ),
      )
    }
    const assigned = async (id: number) => (await assigneesOf(db(), [id])).get(id)!.map((person) => person.name)
    const sound = async () =>
      assert.deepEqual([...(await wrongJobs(world.app)), ...(await wrongPipelines(world.app))], [])

    it('begin in the first stage, are called like their pipeline, and are given to those who see the account', async () => {
      const { seen } = world.accounts
      const { eva, nina } = world.people
      const { id: pipeline } = await makePipeline(world)
      const id = await makeJob(world, seen, pipeline, { name: '' }, [eva, nina, 99_999])
      const job = await findJob(db(), seen, id)
      assert.equal(job.name, job.pipeline)
      assert.deepEqual([job.stage, job.position, job.stages], ['To do', 1, 3])
      assert.deepEqual(await assigned(id), ['Eva Employee'])
      assert.deepEqual(
        (await historyOf(db(), id)).map((event) => event.kind),
        ['job created'],
      )
    })

    it('are moved by one of two who move them at once, and the other is told', async () => {
      const { id: pipeline, stages } = await makePipeline(world)
      const [a, b, c] = stages as [Stage, Stage, Stage]
      const id = await makeJob(world, world.accounts.seen, pipeline)
      const results = await Promise.allSettled([move(id, a, b), move(id, a, c)])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const lost = results.find((result) => result.status === 'rejected')!
      assert.ok(lost.reason instanceof Conflict)
      const { stage_id } = await findJob(db(), world.accounts.seen, id)
      assert.notEqual(stage_id, a.id)
      const now = stages.find((stage) => stage.id === stage_id)!
      await move(id, a, now)
      const history = await historyOf(db(), id)
      assert.deepEqual(
        history.map((event) => event.kind),
        ['job moved', 'job created'],
        'one who asks for what is so already changes nothing',
      )
      assert.deepEqual(history[0]?.changes.stage, ['To do', now.name])
    })

    it('go into no stage of another pipeline, and into none while they are archived', async () => {
      const one = await makePipeline(world)
      const other = await makePipeline(world)
      const id = await makeJob(world, world.accounts.seen, one.id)
      await assert.rejects(move(id, one.stages[0]!, other.stages[1]!), NoSuchStage)
      await world.perform((act) => setJobArchived(act, id, true))
      await assert.rejects(move(id, one.stages[0]!, one.stages[1]!), Conflict)
      assert.equal((await findJob(db(), world.accounts.seen, id)).stage, 'To do')
      await sound()
    })

    it('are completed by the last stage where that says so, and open again out of it', async () => {
      const { seen } = world.accounts
      const { id: pipeline, stages } = await makePipeline(world)
      const [a, , c] = stages as [Stage, Stage, Stage]
      const early = await makeJob(world, seen, pipeline, {}, [world.people.eva])
      await move(early, a, c)
      await assert.rejects(set(a, { completes: 1 }), StageRefused)
      await set(c, { completes: 1 })
      assert.equal((await findJob(db(), seen, early)).state, 'completed', 'what stood in it before too')
      await sound()
      const id = await makeJob(world, seen, pipeline, {}, [world.people.eva])
      await move(id, a, c)
      const done = await findJob(db(), seen, id)
      assert.deepEqual([done.state, done.completed_at !== null], ['completed', true])
      await move(id, c, a)
      assert.deepEqual([(await findJob(db(), seen, id)).completed_at], [null])
      const [now] = (await stagesOf(db(), pipeline)).filter((stage) => stage.id === c.id)
      await set(now!, { completes: 0 })
      assert.equal((await findJob(db(), seen, early)).state, 'open')
      await sound()
    })

    it('have done what a stage asks for when they enter it: people, tasks and mail, for those who see the account', async () => {
      const { seen } = world.accounts
      const { eva, nina, admin, owner } = world.people
      const { id: pipeline, stages } = await makePipeline(world)
      const [a, b] = stages as [Stage, Stage]
      await set(
        b,
        { tasks: 'Collect papers\nFile it' },
        { assigned: { chosen: [eva, nina] }, notified: { chosen: [admin, nina, owner] } },
      )
      const id = await makeJob(world, seen, pipeline, { due: '2031-05-31' })
      const by = { staffId: owner, name: 'Olga Owner', address: null, userAgent: null }
      await world.perform((act) => moveJob({ ...act, by }, id, a.id, b.id))
      assert.deepEqual(await assigned(id), ['Eva Employee'])
      const tasks = await db()
        .selectFrom('task')
        .innerJoin('task_assignee', 'task_assignee.task_id', 'task.id')
        .select(['title', 'due', 'staff_id'])
        .where('account_id', '=', seen)
        .orderBy('task.id')
        .execute()
      assert.deepEqual(tasks, [
        { title: 'Collect papers', due: '2031-05-31', staff_id: eva },
        { title: 'File it', due: '2031-05-31', staff_id: eva },
      ])
      const mails = await db()
        .selectFrom('outgoing_mail')
        .select('staff_id')
        .where('template', '=', 'job stage')
        .execute()
      assert.deepEqual(
        mails.map((mail) => mail.staff_id),
        [admin],
        'neither who does not see it nor who did it',
      )
      const late = await Promise.allSettled([
        world.perform((act) => moveJob(act, id, a.id, b.id)),
        world.perform((act) => moveJob(act, id, a.id, b.id)),
      ])
      assert.ok(late.every((result) => result.status === 'fulfilled'))
      const { n } = await db()
        .selectFrom('task')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('account_id', '=', seen)
        .executeTakeFirstOrThrow()
      assert.equal(Number(n), 2, 'once')
    })

    it('move to another stage where theirs is deleted, and none is lost', async () => {
      const { seen } = world.accounts
      const { id: pipeline, stages } = await makePipeline(world)
      const [a, b, c] = stages as [Stage, Stage, Stage]
      await set(c, { completes: 1 })
      const id = await makeJob(world, seen, pipeline)
      const remove = (stage: Stage, to: Stage | null) =>
        world.perform((act) => deleteStage(act, pipeline, stage.id, to?.id ?? null))
      await assert.rejects(remove(a, null), StageRefused)
      await assert.rejects(remove(a, a), StageRefused)
      // Somebody begins a job in the stage that is about to go: it is moved, or begins in the next one.
      const [, begun] = await Promise.all([remove(a, c), makeJob(world, seen, pipeline)])
      const moved = await findJob(db(), seen, id)
      assert.deepEqual([moved.stage, moved.state], ['Done', 'completed'])
      assert.ok(['Doing', 'Done'].includes((await findJob(db(), seen, begun)).stage))
      assert.equal((await historyOf(db(), id))[0]?.kind, 'job moved')
      await remove(b, c)
      await assert.rejects(remove(c, null), (error) => error instanceof StageRefused && error.why === 'last one')
      await sound()
    })

    it('are changed only from the version that was read', async () => {
      const { seen } = world.accounts
      const { id: pipeline } = await makePipeline(world)
      const id = await makeJob(world, seen, pipeline)
      const change = (name: string, version: number) =>
        world.perform((act) => changeJob(act, id, version, { name, details: '', due: '2030-01-31' }, { chosen: [] }))
      const results = await Promise.allSettled([change('One', 1), change('Two', 1)])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await findJob(db(), seen, id)).version, 2)
      assert.deepEqual((await historyOf(db(), id))[0]?.changes.due, [null, '2030-01-31'])
    })

    it('are overdue from the day after they are due, and not when they are done', () => {
      const today = '2026-11-24'
      assert.equal(statusOf({ state: 'open', due: today }, today), 'active')
      assert.equal(statusOf({ state: 'open', due: '2026-11-23' }, today), 'overdue')
      assert.equal(statusOf({ state: 'open', due: '' }, today), 'active')
      assert.equal(statusOf({ state: 'completed', due: '2026-11-23' }, today), 'completed')
      assert.equal(statusOf({ state: 'archived', due: '2026-11-23' }, today), 'archived')
    })

    it('show in lists, counts and the board to those who see their accounts alone', async () => {
      const { seen, hidden } = world.accounts
      const { eva, owner } = world.people
      const { id: pipeline } = await makePipeline(world)
      await makeJob(world, seen, pipeline, { name: 'In sight' }, [eva, owner])
      await makeJob(world, hidden, pipeline, { name: 'Out of sight' }, [owner])
      const filter = readJobFilter({ pipeline: String(pipeline) })
      for (const [who, names] of [
        [eva, ['In sight']],
        [owner, ['In sight', 'Out of sight']],
      ] as const) {
        const staff = await world.staff(who)
        const page = await jobPage(db(), staff, filter, '2026-11-24', null)
        assert.deepEqual(
          page.rows.map((row) => row.name),
          names,
        )
        const [column] = await boardOf(db(), staff, pipeline)
        assert.equal(column?.count, names.length)
        assert.deepEqual(
          column?.cards.map((card) => card.name),
          names,
        )
      }
      // Of one assignee: what is theirs, as far as whoever looks sees it.
      for (const [who, of, names] of [
        [owner, eva, ['In sight']],
        [eva, owner, ['In sight']],
        [owner, owner, ['In sight', 'Out of sight']],
        [owner, world.people.admin, []],
        [owner, 'nobody', []],
      ] as const) {
        const [column] = await boardOf(db(), await world.staff(who), pipeline, of)
        assert.deepEqual([column?.count, column?.cards.map((card) => card.name)], [names.length, names])
      }
    })

    it('are listed by status, stage, assignee and date', async () => {
      const account = await world.openAccount('Filtered', [world.people.eva])
      const { id: pipeline, stages } = await makePipeline(world)
      const today = dayIn('Europe/Lisbon', world.app.now)
      const make = (name: string, due: string, who: number[] = []) =>
        makeJob(world, account, pipeline, { name, due }, who)
      const late = await make('late', daysAfter(today, -3), [world.people.eva])
      await make('soon', daysAfter(today, 20))
      const undated = await make('undated', '')
      const away = await make('away', daysAfter(today, -9))
      await world.perform((act) => setJobArchived(act, away, true))
      await move(undated, stages[0]!, stages[1]!)
      const staff = await world.staff(world.people.owner)
      const listed = async (query: Record<string, string>) =>
        (await jobPage(db(), staff, { ...readJobFilter(query), accountId: account }, today, null)).rows.map(
          (row) => row.name,
        )
      assert.deepEqual(await listed({}), ['late', 'soon', 'undated'])
      assert.deepEqual(await listed({ show: 'overdue' }), ['late'])
      assert.deepEqual(await listed({ show: 'archived' }), ['away'])
      assert.deepEqual(await listed({ show: 'all' }), ['away', 'late', 'soon', 'undated'])
      assert.deepEqual(await listed({ due: 'none' }), ['undated'])
      assert.deepEqual(await listed({ due: 'month' }), ['late', 'soon'])
      assert.deepEqual(await listed({ due: 'today' }), ['late'])
      assert.deepEqual(await listed({ stage: String(stages[1]!.id) }), ['undated'])
      assert.deepEqual(await listed({ assignee: String(world.people.eva), show: 'all' }), ['late'])
      assert.deepEqual(await listed({ assignee: String(world.people.eva), show: 'overdue' }), ['late'])
      const current = await currentJobs(db(), account, 2)
      assert.deepEqual([current.rows.map((row) => row.name), current.open], [['late', 'soon'], 3])
      const mine = await jobsOfMine(db(), await world.staff(world.people.eva), 50)
      assert.ok(mine.some((job) => job.id === late))
      await world.perform((act) => setTeam(act, account, [], [world.people.eva]))
      assert.ok(!(await jobsOfMine(db(), await world.staff(world.people.eva), 50)).some((job) => job.id === late))
    })

    it('can be deleted, and brought back under their own number with their history', async () => {
      const { seen } = world.accounts
      const { id: pipeline, stages } = await makePipeline(world)
      const id = await makeJob(world, seen, pipeline, { name: 'Deletable' }, [world.people.eva])
      await move(id, stages[0]!, stages[1]!)
      await world.perform((act) => deleteJob(act, id))
      await assert.rejects(findJob(db(), seen, id))
      await world.perform((act) => deleteStage(act, pipeline, stages[1]!.id, null))
      const [event] = (await events(db(), { accountId: seen }, 1)).events
      const left = await world.perform((act) => restoreEvent(act, restorersOf(world.app), event!))
      assert.deepEqual(left, ['stage'], 'its stage is gone by now')
      const back = await findJob(db(), seen, id)
      assert.deepEqual([back.name, back.stage], ['Deletable', 'To do'])
      assert.deepEqual(await assigned(id), ['Eva Employee'])
      assert.ok((await historyOf(db(), id)).length >= 3)
      await sound()
    })

    it('begin in no pipeline that is archived', async () => {
      const { id: pipeline } = await makePipeline(world)
      await world.perform((act) => setPipelineArchived(act, pipeline, true))
      await assert.rejects(makeJob(world, world.accounts.seen, pipeline), Conflict)
    })

    it('go with their account, and into its export', async () => {
      const id = await world.openAccount('Leaving')
      const { id: pipeline } = await makePipeline(world)
      await makeJob(world, id, pipeline, { name: 'Last one', due: '2027-01-31' }, [world.people.owner])
      const account = await db().selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const staff = await world.staff(world.people.owner)
      const exporting = { app: world.app, account, staff, language: 'en', country: 'PT', timeZone: 'UTC' } as const
      const parts: unknown[] = []
      for await (const part of jobsExport(exporting)) parts.push(part)
      const [{ facts }] = parts as [{ facts: { jobs: Record<string, unknown>[] } }]
      const [{ name, stage, due, assignees, recurrence }] = facts.jobs as [Record<string, unknown>]
      assert.deepEqual(
        [name, stage, due, assignees, recurrence],
        ['Last one', 'To do', '2027-01-31', ['Olga Owner'], null],
      )
      await world.perform(async (act) => {
        await archiveAccount(act, id)
        await deleteAccount(act, id)
      })
      const left = await db().selectFrom('job').select('id').where('account_id', '=', id).execute()
      assert.deepEqual(left, [])
    })

    it('are found out by the doctor where what is written twice differs', async () => {
      const { id: pipeline } = await makePipeline(world)
      const id = await makeJob(world, world.accounts.seen, pipeline, {}, [world.people.eva])
      await world.app.db.write((trx) =>
        trx.updateTable('job').set({ state: 'completed' }).where('id', '=', id).execute(),
      )
      assert.equal((await wrongJobs(world.app)).length, 2)
      await world.app.db.write((trx) => trx.updateTable('job').set({ state: 'open' }).where('id', '=', id).execute())
      await sound()
    })
  })
