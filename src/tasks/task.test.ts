import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, deleteAccount } from '#src/accounts/account.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { setTeam } from '#src/accounts/team.ts'
import { events } from '#src/audit/events.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { makeSubtask, makeTask, plainTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { assigneesOf } from './assignees.ts'
import { wrongTasks } from './doctor.ts'
import { readTaskFilter } from './filter.ts'
import { findTask, newestTasks, taskPage, tasksPerPage } from './list.ts'
import { deleteTask } from './removal.ts'
import { mostSubtasks, type TaskStatus } from './rules.ts'
import { addSubtask, removeSubtask, setSubtaskDone, subtasksOf } from './subtask.ts'
import { changeTask, setTaskStatus } from './task.ts'

for (const engine of engines)
  describe(`tasks on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const db = () => world.app.db.read
    const taskOf = (account: number, id: number) => findTask(db(), account, id)
    const newest = async (account: number) =>
      (await events(db(), { accountId: account }, 1)).events.map(({ kind, changes }) => ({ kind, changes }))[0]
    const assigned = async (id: number) => (await assigneesOf(db(), [id])).get(id)!.map((person) => person.name)

    it('are given to those who see the account, and to nobody else', async () => {
      const { seen } = world.accounts
      const { eva, nina, owner } = world.people
      const names = async () => (await peopleWhoSee(db(), seen)).map((person) => person.name)
      assert.deepEqual(await names(), ['Adam Admin', 'Eva Employee', 'Olga Owner'])
      await world.giveRights(nina, ['view all accounts'])
      assert.ok((await names()).includes('Nina Newcomer'))
      await world.giveRights(nina, [])
      const id = await makeTask(world, seen, {}, [eva, nina, owner, 99_999])
      assert.deepEqual(await assigned(id), ['Eva Employee', 'Olga Owner'])
      assert.deepEqual(await newest(seen), {
        kind: 'task created',
        changes: { task: [null, 'File the return'], assignees: [null, 'Eva Employee, Olga Owner'] },
      })
    })

    it('are changed only from the version that was read', async () => {
      const { seen } = world.accounts
      const id = await makeTask(world, seen)
      const change = (title: string, version: number) =>
        world.perform((act) => changeTask(act, id, version, { ...plainTask, title }, { chosen: [] }))
      await change('One', 1)
      await assert.rejects(change('Two', 1), (error) => error instanceof Conflict && error.theirs.title === 'One')
      const results = await Promise.allSettled([change('Three', 2), change('Four', 2)])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await taskOf(seen, id)).version, 3)
    })

    it('have one status after two have set it at once, and the one who was late is told', async () => {
      const { seen } = world.accounts
      const id = await makeTask(world, seen)
      const set = (was: TaskStatus, status: TaskStatus) => world.perform((act) => setTaskStatus(act, id, was, status))
      const results = await Promise.allSettled([set('planned', 'in review'), set('planned', 'on hold')])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const { status } = await taskOf(seen, id)
      await set('planned', status)
      assert.deepEqual((await newest(seen))?.changes, {
        task: ['File the return', 'File the return'],
        status: ['planned', status],
      })
      await assert.rejects(set('planned', 'canceled'), Conflict)
    })

    it('say who has completed them and when, until they are open again', async () => {
      const { seen } = world.accounts
      const id = await makeTask(world, seen, {}, [world.people.eva])
      const by = { staffId: world.people.eva, name: 'Eva Employee', address: null, userAgent: null }
      await world.perform((act) => setTaskStatus({ ...act, by }, id, 'planned', 'completed'))
      const done = await taskOf(seen, id)
      assert.deepEqual([done.completed_by_name, done.is_open], ['Eva Employee', 0])
      await world.perform((act) =>
        changeTask(act, id, done.version, { ...plainTask, status: 'completed', title: 'Renamed' }, { chosen: [] }),
      )
      assert.equal((await taskOf(seen, id)).completed_by_name, 'Eva Employee', 'who edits it has not completed it')
      await world.perform((act) => setTaskStatus(act, id, 'completed', 'in progress'))
      const open = await taskOf(seen, id)
      assert.deepEqual([open.completed_at, open.completed_by_name, open.is_open], [null, null, 1])
    })

    it('keep what two people add to the assignees, and those who left', async () => {
      const { eva, owner } = world.people
      const leaver = await world.addPerson({ email: 'leaver@firm.test', name: 'Lea Leaver', role: 'employee' })
      const account = await world.openAccount('Assigned', [eva, leaver])
      const id = await makeTask(world, account, {}, [leaver])
      const give = (version: number, chosen: number[], was: number[]) =>
        world.perform((act) => changeTask(act, id, version, plainTask, { chosen, was }))
      await give(1, [leaver, eva], [leaver])
      await give(2, [leaver, owner], [leaver])
      assert.deepEqual(await assigned(id), ['Eva Employee', 'Lea Leaver', 'Olga Owner'])
      // As it was written before open work was handed over.
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ deactivated_at: '2020-01-01' }).where('id', '=', leaver).execute(),
      )
      const people = (await taskOf(account, id)).assignees
      assert.deepEqual(
        people.map(({ name, gone }) => [name, gone]),
        [
          ['Eva Employee', false],
          ['Lea Leaver', true],
          ['Olga Owner', false],
        ],
      )
      await give(3, [leaver, eva], [leaver, eva, owner])
      assert.deepEqual(await assigned(id), ['Eva Employee', 'Lea Leaver'])
    })

    it('are divided into subtasks, each done by whoever was first', async () => {
      const { seen } = world.accounts
      const { eva, owner } = world.people
      const id = await makeTask(world, seen, {}, [eva])
      const subtask = await makeSubtask(world, id, 'Collect')
      const second = await makeSubtask(world, id, 'Send')
      const by = (staffId: number, name: string) => ({ staffId, name, address: null, userAgent: null })
      await Promise.all([
        world.perform((act) => setSubtaskDone({ ...act, by: by(eva, 'Eva Employee') }, id, subtask, true)),
        world.perform((act) => setSubtaskDone({ ...act, by: by(owner, 'Olga Owner') }, id, subtask, true)),
      ])
      const told = (await events(db(), { accountId: seen }, 50)).events.filter(
        ({ changes }) => changes.done?.[1] === 'Collect',
      )
      assert.equal(told.length, 1)
      const [collect] = await subtasksOf(db(), id)
      assert.equal(collect?.done_by_name, told[0]?.actor)
      await world.perform((act) => setSubtaskDone(act, id, subtask, false))
      assert.equal((await subtasksOf(db(), id))[0]?.done_at, null)
      await world.perform((act) => removeSubtask(act, id, second))
      assert.deepEqual(
        (await subtasksOf(db(), id)).map((row) => row.title),
        ['Collect'],
      )
      const other = await makeTask(world, seen)
      await assert.rejects(
        world.perform((act) => setSubtaskDone(act, other, subtask, true)),
        { status: 404 },
      )
      await assert.rejects(
        world.perform((act) => removeSubtask(act, other, subtask)),
        { status: 404 },
      )
    })

    it('are divided so far and no further', async () => {
      const id = await makeTask(world, world.accounts.seen)
      const add = () => world.perform((act) => addSubtask(act, id, 'Another'))
      for (let i = 1; i < mostSubtasks; i++) await add()
      const results = await Promise.allSettled([add(), add()])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('come back whole from a deletion, once', async () => {
      const { eva, owner } = world.people
      const account = await world.openAccount('Deleting', [eva])
      const id = await makeTask(world, account, { title: 'Precious', due: '2027-01-31' }, [eva])
      await makeSubtask(world, id, 'Kept')
      const before = await taskOf(account, id)
      await world.perform((act) => deleteTask(act, id))
      await assert.rejects(taskOf(account, id), { status: 404 })
      await assert.rejects(
        world.perform((act) => deleteTask(act, id)),
        { status: 404 },
      )
      const [event] = (await events(db(), { accountId: account }, 1)).events
      assert.deepEqual([event?.kind, event?.changes], ['task deleted', { task: ['Precious', null] }])
      const restoreAs = (who: number) =>
        world.performAs(who, (act) => restoreEvent(act, restorersOf(world.app), event!))
      await assert.rejects(restoreAs(eva), { status: 403 })
      assert.deepEqual(await restoreAs(owner), [])
      assert.deepEqual(await taskOf(account, id), before)
      assert.deepEqual(
        (await subtasksOf(db(), id)).map((row) => row.title),
        ['Kept'],
      )
      await assert.rejects(restoreAs(owner), { why: 'restored already' })
    })

    it('go with their account', async () => {
      const account = await world.openAccount('Going')
      const id = await makeTask(world, account)
      await world.perform(async (act) => {
        await archiveAccount(act, account)
        await deleteAccount(act, account)
      })
      const left = await db().selectFrom('task').select('id').where('id', '=', id).execute()
      assert.deepEqual(left, [])
    })

    it('are listed by what one asks for, by due date, page after page', async () => {
      const { eva, owner } = world.people
      const account = await world.openAccount('Listed', [eva])
      const make = (title: string, due: string, status: TaskStatus = 'planned', assignees: number[] = []) =>
        makeTask(world, account, { title, due, status }, assignees)
      await make('undated', '')
      await make('later', '2026-06-01', 'in review', [eva])
      await make('late', '2026-01-01')
      await make('over', '2026-01-02', 'completed', [eva])
      await make('off', '', 'canceled')
      const listed = async (show: string, order = 'up', staff = owner) => {
        const filter = readTaskFilter({ show, order })
        return (await taskPage(db(), { id: staff }, account, filter, '2026-03-01', null)).rows.map((row) => row.title)
      }
      assert.deepEqual(await listed('open'), ['late', 'later', 'undated'])
      assert.deepEqual(await listed('nonsense', 'down'), ['undated', 'later', 'late'])
      assert.deepEqual(await listed('all'), ['late', 'over', 'later', 'undated', 'off'])
      assert.deepEqual(await listed('overdue'), ['late'])
      assert.deepEqual(await listed('mine', 'up', eva), ['later'])
      assert.deepEqual(await listed('mine'), [])
      assert.deepEqual(await listed('completed'), ['over'])
      assert.deepEqual(await listed('in review'), ['later'])
      for (let i = 0; i < tasksPerPage; i++) await make(`many ${i}`, '2026-12-31')
      const filter = readTaskFilter({})
      const first = await taskPage(db(), { id: owner }, account, filter, '2026-03-01', null)
      assert.equal(first.rows.length, tasksPerPage)
      assert.ok(first.next && !first.previous)
    })

    it('show their newest on the overview, those that wait behind the others', async () => {
      const account = await world.openAccount('Overviewed')
      for (const [title, status] of [
        ['first', 'planned'],
        ['waits', 'waiting for client'],
        ['second', 'in progress'],
        ['over', 'completed'],
        ['rests', 'on hold'],
      ] as const)
        await makeTask(world, account, { title, status })
      const { rows, open } = await newestTasks(db(), account, 3)
      assert.deepEqual(
        rows.map((row) => row.title),
        ['second', 'first', 'rests'],
      )
      assert.equal(open, 4)
      assert.deepEqual(await newestTasks(db(), await world.openAccount('Idle'), 3), { rows: [], open: 0 })
    })

    it('are healthy after all this, and a doctor sees where not', async () => {
      assert.deepEqual(await wrongTasks(world.app), [])
      const account = await world.openAccount('Sick')
      const id = await makeTask(world, account, { due: '2030-01-31' }, [world.people.owner])
      await world.app.db.write(async (trx) => {
        await trx.updateTable('task').set({ sort_due: '2030-02-01' }).where('id', '=', id).execute()
        await trx.updateTable('task').set({ completed_at: '2030-01-01' }).where('id', '=', id).execute()
      })
      assert.equal((await wrongTasks(world.app)).length, 3)
      await world.app.db.write((trx) => trx.deleteFrom('task').where('id', '=', id).execute())
      await world.perform((act) => setTeam(act, account, [], []))
    })
  })
