import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeSubtask, makeTask } from '#src/testing/tasks.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { createTask } from './task.ts'

for (const engine of oneEngine)
  describe(`the pages of tasks on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      base = `/accounts/${world.accounts.seen}/tasks`
    })
    const { stringify } = JSON
    const make = (title: string, assignees: number[] = []) => makeTask(world, world.accounts.seen, { title }, assignees)
    const rowOf = (id: number) =>
      world.app.db.read.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
    const typed = (more: Record<string, string | number | number[]> = {}) => ({
      title: 'Typed',
      details: '',
      status: 'planned',
      priority: 'normal',
      due: '',
      ...more,
    })

    it('write a task down on the page for it, and keep what was typed', async () => {
      const form = await owner.get(`${base}/new`)
      assert.equal(form.html.querySelector('#new-task form')?.getAttribute('action'), base)
      assert.equal(form.html.querySelectorAll('[name=assignee]').length, 3)
      assert.equal(
        form.html.querySelector('[name=assignee][checked]')?.getAttribute('value'),
        String(world.people.owner),
      )
      const made = await owner.post(
        base,
        typed({ title: 'Written down', due: '2027-05-31', assignee: [world.people.eva] }),
      )
      assert.equal(made.location, base)
      const list = await owner.get(made.location!)
      assert.match(list.html.querySelector('#tasks')!.text, /Written down.*due 31\/05\/2027.*Eva Employee/s)
      for (const [field, value] of [
        ['title', ''],
        ['due', '2027-02-30'],
        ['status', 'gone'],
        ['assignee', String(world.people.nina)],
      ] as const) {
        const bad = await owner.post(base, typed({ title: 'Kept as typed', details: 'All of it', [field]: value }))
        assert.equal(bad.status, 422, field)
        assert.match(bad.html.querySelector('textarea')!.text, /All of it/)
        assert.ok(bad.html.querySelector(`a[href="#f-${field}"]`), field)
      }
      assert.doesNotMatch((await owner.get(base)).text, /Kept as typed/)
    })

    it('write a task down in the overview’s own card, with htmx, and by page without', async () => {
      const overview = `/accounts/${world.accounts.seen}`
      const link = `${base}/new?back=${overview}`
      assert.ok((await owner.get(overview)).html.querySelector(`#overview-tasks a[href="${link}"][hx-get="${link}"]`))
      const form = await owner.get(link, { htmx: true })
      assert.equal(form.html.querySelector('html'), null)
      assert.equal(form.html.querySelector('#overview-tasks form')?.getAttribute('hx-target'), '#overview-tasks')
      const fields = typed({ title: 'From the card', assignee: [world.people.eva], back: overview })
      const bad = await owner.post(base, { ...fields, title: ' ' }, { htmx: true })
      assert.equal(bad.status, 422)
      assert.ok(bad.html.querySelector('#overview-tasks .field-error'))
      const saved = await owner.post(base, fields, { htmx: true })
      assert.equal(saved.status, 200)
      assert.equal(saved.html.querySelector('html'), null)
      assert.match(saved.html.querySelector('#overview-tasks')!.text, /From the card/)
      assert.equal(saved.html.querySelector('#overview-tasks form'), null)
      const left = await owner.get(`${base}/newest`, { htmx: true })
      assert.match(left.html.querySelector('#overview-tasks')!.text, /From the card/)
      assert.equal((await owner.get(`${base}/newest`)).location, `${overview}#overview-tasks`)
      const page = await owner.get(link)
      assert.equal(page.html.querySelector('#new-task [name=back]')?.getAttribute('value'), overview)
      const plain = await owner.post(base, { ...fields, title: 'By page' })
      assert.equal(plain.location, `${overview}#overview-tasks`)
      assert.equal((await owner.post(base, { ...fields, back: '//evil.example' })).location, base)
    })

    it('edit a task in place, and show both versions to whoever was late', async () => {
      const id = await make('Editable', [world.people.eva])
      const path = `${base}/${id}`
      for (const htmx of [false, true]) {
        const form = await eva.get(`${path}/edit`, { htmx })
        assert.equal(Boolean(form.html.querySelector('html')), !htmx)
        assert.equal(form.html.querySelector('#task form')?.getAttribute('action'), path)
      }
      const saved = await eva.post(
        path,
        typed({ title: 'Edited', version: 1, assignee: [world.people.eva], assignee_was: [world.people.eva] }),
        { htmx: true },
      )
      assert.equal(saved.status, 200)
      assert.equal(saved.html.querySelector('html'), null)
      assert.match(saved.html.querySelector('#task')!.text, /Edited.*Eva Employee/s)
      for (const htmx of [false, true]) {
        const late = await owner.post(path, typed({ title: 'Mine', priority: 'urgent', version: 1 }), { htmx })
        assert.equal(late.status, 409)
        const text = late.html.querySelector('#task')!.text
        assert.match(text, /Your entry: Mine.*Current value: Edited/s)
        assert.match(text, /Your entry: Urgent.*Current value: Normal/s)
        assert.equal(late.html.querySelector('#task [name=version]')?.getAttribute('value'), '2')
      }
      const kept = await owner.post(path, typed({ title: 'Edited', priority: 'urgent', version: 2 }))
      assert.equal(kept.location, path)
      const { title, priority, version } = (await rowOf(id))!
      assert.deepEqual([title, priority, version], ['Edited', 'urgent', 3])
      const page = await owner.get(path)
      assert.match(page.html.querySelector('#task')!.text, /Urgent.*Eva Employee/s)
    })

    it('set a status in a list, on the task’s page and in a day, where it stands', async () => {
      const { eva: me, owner: boss } = world.people
      const id = await make('Moving', [me, boss])
      const path = `${base}/${id}/status`
      const list = `${base}?show=open&order=up`
      const form = (await owner.get(list)).html.querySelector(`#task-${id} form`)!
      assert.equal(form.getAttribute('action'), path)
      assert.equal(form.querySelector('[name=back]')?.getAttribute('value'), list)
      assert.ok(form.querySelector('button'))
      const inList = await owner.post(path, { status: 'in progress', was: 'planned', back: list }, { htmx: true })
      assert.equal(inList.status, 200)
      assert.equal(inList.html.querySelector('html'), null)
      const row = inList.html.querySelector(`li#task-${id}`)!
      assert.equal(row.querySelector('option[selected]')?.getAttribute('value'), 'in progress')
      assert.equal(row.querySelector(`a[href="/accounts/${world.accounts.seen}"]`), null)
      const plain = await owner.post(path, { status: 'on hold', was: 'in progress', back: list })
      assert.equal(plain.location, `${list}#task-${id}`)
      const inDay = await eva.post(path, { status: 'in review', was: 'on hold', back: '/' }, { htmx: true })
      assert.ok(inDay.html.querySelector(`li#task-${id} a[href="/accounts/${world.accounts.seen}"]`))
      assert.equal((await eva.post(path, { status: 'planned', was: 'in review', back: '/' })).location, `/#task-${id}`)
      const own = await owner.post(path, { status: 'completed', was: 'planned', back: `${base}/${id}` }, { htmx: true })
      assert.match(own.html.querySelector('section#task')!.text, /Completed.*Olga Owner/s)
    })

    it('tell whoever sets a status that somebody else has, and take no status that is none', async () => {
      const id = await make('Contended')
      const path = `${base}/${id}/status`
      await owner.post(path, { status: 'in review', was: 'planned' })
      const late = await owner.post(path, { status: 'on hold', was: 'planned', back: base }, { htmx: true })
      assert.equal(late.status, 409)
      const row = late.html.querySelector(`li#task-${id}`)!
      assert.match(row.querySelector('[role=alert]')!.text, /set this to “In review”/)
      assert.equal(row.querySelector('option[selected]')?.getAttribute('value'), 'on hold')
      assert.equal(row.querySelector('[name=was]')?.getAttribute('value'), 'in review')
      const page = await owner.post(path, { status: 'on hold', was: 'planned', back: base })
      assert.equal(page.status, 409)
      assert.match(page.html.querySelector('#task [role=alert]')!.text, /In review/)
      for (const htmx of [false, true])
        assert.equal((await owner.post(path, { status: 'gone', was: 'planned' }, { htmx })).status, 422)
      assert.equal((await rowOf(id))?.status, 'in review')
    })

    it('divide a task, and tick off what is done', async () => {
      const id = await make('Divided')
      const path = `${base}/${id}/subtasks`
      const added = await owner.post(path, { title: 'Step one' }, { htmx: true })
      assert.equal(added.status, 200)
      assert.match(added.html.querySelector('section#subtasks')!.text, /0 of 1.*Step one/s)
      assert.equal((await owner.post(path, { title: 'Step two' })).location, `${base}/${id}#subtasks`)
      for (const htmx of [false, true]) {
        const bad = await owner.post(path, { title: 'x'.repeat(201) }, { htmx })
        assert.equal(bad.status, 422)
        assert.ok(bad.html.querySelector('#subtasks .field-error'))
      }
      const { id: first } = await world.app.db.read
        .selectFrom('subtask')
        .select('id')
        .where('task_id', '=', id)
        .orderBy('id')
        .executeTakeFirstOrThrow()
      const done = await owner.post(`${path}/${first}/done`, { wanted: 'on' }, { htmx: true })
      assert.match(done.html.querySelector('#subtasks')!.text, /1 of 2.*Step one.*Olga Owner/s)
      assert.equal((await owner.post(`${path}/${first}/done`, { wanted: 'maybe' })).status, 422)
      assert.match((await owner.get(base)).html.querySelector(`#task-${id}`)!.text, /1 of 2 subtasks/)
      const gone = await owner.post(`${path}/${first}/removal`, {}, { htmx: true })
      assert.doesNotMatch(gone.html.querySelector('#subtasks')!.text, /Step one/)
      assert.equal((await owner.post(`${path}/${first}/removal`)).status, 404)
      assert.equal((await owner.post(`${path}/x/done`, { wanted: 'on' })).status, 404)
    })

    it('ask before a task is deleted, and bring it back from the activity', async () => {
      const id = await make('Deletable')
      const asked = await owner.get(`${base}/${id}/removal`)
      assert.match(asked.text, /Delete the task Deletable\?/)
      assert.equal((await owner.post(`${base}/${id}/removal`)).location, base)
      assert.equal((await owner.get(`${base}/${id}`)).status, 404)
      const activity = `/accounts/${world.accounts.seen}/activity`
      const restore = (await owner.get(activity)).html.querySelector('form[action$="/restoration"]')!
      assert.equal((await owner.post(restore.getAttribute('action')!)).location, activity)
      assert.equal((await owner.get(`${base}/${id}`)).status, 200)
    })

    it('are for those who see the account: anybody of them writes tasks, and changes their own', async () => {
      const nina = await world.as(world.people.nina)
      const id = await make('Given', [world.people.eva])
      for (const path of [base, `${base}/new`, `${base}/newest`, `${base}/${id}`, `${base}/${id}/edit`])
        assert.equal((await nina.get(path)).status, 404, path)
      assert.equal((await nina.post(base, typed())).status, 404)
      const elsewhere = `/accounts/${world.accounts.hidden}/tasks/${id}`
      assert.equal((await owner.get(elsewhere)).status, 404)
      assert.equal((await owner.post(`${elsewhere}/status`, { status: 'completed', was: 'planned' })).status, 404)
      assert.equal((await eva.post(`${base}/${id}/status`, { status: 'completed', was: 'planned' })).status, 303)
      assert.equal((await eva.post(base, typed({ title: 'Eva’s own' }))).status, 303)
      const own = await world.app.db.read
        .selectFrom('task')
        .select('id')
        .where('title', '=', 'Eva’s own')
        .executeTakeFirstOrThrow()
      assert.equal((await eva.get(`${base}/${own.id}/edit`)).status, 200)
    })

    it('refuse whoever may not change a task, change nothing, and show no control', async () => {
      const id = await make('Refused')
      const subtask = await makeSubtask(world, id, 'Untouched')
      const path = `${base}/${id}`
      const tries: [string, Record<string, string | number>][] = [
        [path, { ...typed({ title: 'Nope' }), version: 1 } as Record<string, string | number>],
        [`${path}/status`, { status: 'completed', was: 'planned' }],
        [`${path}/removal`, {}],
        [`${path}/subtasks`, { title: 'Nope' }],
        [`${path}/subtasks/${subtask}/done`, { wanted: 'on' }],
        [`${path}/subtasks/${subtask}/removal`, {}],
      ]
      const state = async () =>
        stringify([
          await rowOf(id),
          await world.app.db.read.selectFrom('subtask').selectAll().where('task_id', '=', id).execute(),
        ])
      const before = await state()
      for (const [to, fields] of tries)
        for (const htmx of [false, true]) assert.equal((await eva.post(to, fields, { htmx })).status, 403, to)
      assert.equal(await state(), before)
      for (const to of [`${path}/edit`, `${path}/removal`]) assert.equal((await eva.get(to)).status, 403, to)
      const page = await eva.get(path)
      assert.equal(page.html.querySelector('#task form, #subtasks form, a[href$="/edit"], a[href$="/removal"]'), null)
      assert.match(page.html.querySelector('#subtasks')!.text, /Untouched/)
      const row = (await eva.get(base)).html.querySelector(`#task-${id}`)!
      assert.equal(row.querySelector('form'), null)
      assert.match(row.text, /Planned/)
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.equal((await eva.get(`${path}/edit`)).status, 200)
      await world.giveRights(world.people.eva, [])
    })

    it('show in the account’s own export', async () => {
      const { tasksExport } = await import('./export.ts')
      const id = await world.openAccount('Exported')
      const account = await world.app.db.read
        .selectFrom('account')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await world.perform((act) =>
        createTask(
          act,
          id,
          {
            title: 'All of it',
            details: 'Two\nlines',
            status: 'completed',
            priority: 'high',
            due: '2027-01-31',
            is_shared: 0,
            job_id: null,
          },
          [world.people.owner],
        ),
      )
      const staff = await world.staff(world.people.owner)
      const exporting = { app: world.app, account, staff, language: 'en', country: 'PT', timeZone: 'UTC' } as const
      const parts: unknown[] = []
      for await (const part of tasksExport(exporting)) parts.push(part)
      const [{ facts }] = parts as [{ facts: { tasks: Record<string, unknown>[] } }]
      const [{ created_at: _, completed_at, ...task }] = facts.tasks as [Record<string, unknown>]
      assert.ok(completed_at)
      assert.deepEqual(task, {
        title: 'All of it',
        details: 'Two\nlines',
        status: 'completed',
        priority: 'high',
        due: '2027-01-31',
        shared: false,
        tags: [],
        created_by: null,
        completed_by: null,
        assignees: ['Olga Owner'],
        subtasks: [],
      })
    })
  })
