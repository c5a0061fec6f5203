import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { onceKey } from '../platform/web/form.ts'
import { perform, systemActor } from './audit.ts'
import { once } from './once.ts'

for (const engine of engines)
  describe(`a form that is sent twice on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const send = (token: string, done: string[]) =>
      perform(
        world.app,
        systemActor,
        once(token, async () => done.push(token)),
      )

    it('does what it asks for once, also where both come at once', async () => {
      const [token, done] = [crypto.randomUUID(), [] as string[]]
      await Promise.all([send(token, done), send(token, done), send(token, done)])
      await send(token, done)
      assert.deepEqual(done, [token])
      await send(crypto.randomUUID(), done)
      assert.equal(done.length, 2)
    })

    it('gives what it gave the first time', async () => {
      const key = crypto.randomUUID()
      const made = (id: number) =>
        perform(
          world.app,
          systemActor,
          once(key, async () => ({ id })),
        )
      assert.deepEqual([await made(7), await made(8)], [{ id: 7 }, { id: 7 }])
      const silent = () =>
        perform(
          world.app,
          systemActor,
          once(`${key} silent`, async () => {}),
        )
      assert.deepEqual([await silent(), await silent()], [undefined, undefined])
    })

    it('with another text in it is another form', () => {
      const form = (name: string, once: string) =>
        new Map([
          ['name', [name]],
          ['once', [once]],
        ])
      assert.equal(onceKey(form('Ana', 'a')), onceKey(form('Ana', 'a')))
      assert.notEqual(onceKey(form('Ana', 'a')), onceKey(form('Eva', 'a')))
      assert.notEqual(onceKey(form('Ana', 'a')), onceKey(form('Ana', 'b')))
      assert.equal(onceKey(new Map([['name', ['Ana']]])), '')
    })

    it('that failed may be sent again', async () => {
      const [token, done] = [crypto.randomUUID(), [] as string[]]
      const failing = perform(
        world.app,
        systemActor,
        once(token, async () => {
          throw new Error('full')
        }),
      )
      await assert.rejects(failing, /full/)
      await send(token, done)
      assert.equal(done.length, 1)
    })

    it('is remembered for a day', async () => {
      const token = crypto.randomUUID()
      await send(token, [])
      const kept = async () =>
        (await world.app.db.read.selectFrom('sent_form').select('token').where('token', '=', token).execute()).length
      assert.equal(await kept(), 1)
      world.app.now = new Date(world.app.now.getTime() + 25 * 3_600_000)
      await send(crypto.randomUUID(), [])
      assert.equal(await kept(), 0)
    })

    it('of an hour or of a note is one hour and one note', async () => {
      const eva = await world.as(world.people.eva)
      const base = `/accounts/${world.accounts.seen}`
      for (const [page, path, fields] of [
        [
          `${base}/time/new`,
          `${base}/time`,
          { day: '2026-01-05', duration: '1:15', work: 'Pressed twice', billable: 'on' },
        ],
        [`${base}/notes`, `${base}/notes`, { text: 'Pressed twice', mention: '' }],
        [`${base}/notes/new`, `${base}/notes`, { text: 'Pressed twice', mention: '', from: 'overview' }],
      ] as const) {
        const form = (await eva.get(page)).html.querySelector(`form[action="${path}"] [name=once]`)!
        const sent = { ...fields, once: form.getAttribute('value')! }
        const shown = async () => (await eva.get(path)).text.split('Pressed twice').length
        const before = await shown()
        await Promise.all([eva.post(path, sent), eva.post(path, sent)])
        const one = await shown()
        assert.ok(one > before, path)
        assert.equal((await eva.post(path, sent)).status, 303)
        assert.equal(await shown(), one, path)
        const rows = path.endsWith('time')
          ? await world.app.db.read.selectFrom('time_entry').select('id').execute()
          : await world.app.db.read.selectFrom('note').select('id').execute()
        assert.equal(rows.length, page.endsWith('/notes/new') ? 2 : 1, page)
      }
    })

    it('of a task makes one task', async () => {
      const owner = await world.as(world.people.owner)
      const base = `/accounts/${world.accounts.seen}/tasks`
      await makeTask(world, world.accounts.seen)
      const form = await owner.get(`${base}/new`)
      const once = form.html.querySelector('[name=once]')!.getAttribute('value')!
      const fields = { title: 'Pressed twice', status: 'planned', priority: 'normal', due: '', details: '', once }
      const [first, second] = [await owner.post(base, fields), await owner.post(base, fields)]
      assert.deepEqual([first.status, second.status, first.location], [303, 303, second.location])
      assert.equal((await owner.get(base)).text.match(/>Pressed twice</g)?.length, 1)
    })
  })
