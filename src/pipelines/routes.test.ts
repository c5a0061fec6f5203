import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { changePipeline } from './pipeline.ts'
import { mostStages } from './rules.ts'
import { addStage, orderStages, stagePeople, stagesOf } from './stage.ts'

for (const engine of engines)
  describe(`pipelines on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })
    const base = '/settings/pipelines'
    const names = async (id: number) => (await stagesOf(world.app.db.read, id)).map((stage) => stage.name)

    it('are made with their stages, at most thirty', async () => {
      const made = await owner.post(base, {
        name: 'Annual return',
        use: 'everybody',
        stages: 'Papers\r\n\r\n Draft \nFiled',
      })
      assert.match(made.location!, /^\/settings\/pipelines\/\d+$/)
      assert.deepEqual(await names(Number(made.location!.split('/').at(-1))), ['Papers', 'Draft', 'Filed'])
      assert.match((await owner.get(made.location!)).html.querySelector('#stages')!.text, /Papers.*Draft.*Filed/s)
      const many = Array.from({ length: 100 }, (_, i) => `Stage ${i}`).join('\n')
      for (const [wrong, says] of [
        [{ stages: many }, /at most 30 stages/],
        [{ stages: ' \n ' }, /Fill in this field/],
        [{ name: 'ánnual RETURN' }, /already in use/],
        [{ name: '👩‍👩‍👧‍👦'.repeat(255) }, /too long/],
        [{ use: 'nobody' }, /Choose a value/],
      ] as const) {
        const answer = await owner.post(base, { name: 'Other', use: 'everybody', stages: 'One', ...wrong })
        assert.equal(answer.status, 422)
        assert.match(answer.text, says)
      }
    })

    it('are renamed and given to chosen people, with both versions where two did so', async () => {
      const { id } = await makePipeline(world)
      const path = `${base}/${id}`
      const { eva } = world.people
      const fields = { name: 'Chosen', use: 'chosen', person: [String(eva)], version: 1 }
      assert.equal((await owner.post(path, fields)).location, path)
      assert.match((await owner.get(path)).html.querySelector('#pipeline')!.text, /Eva Employee/)
      const late = await owner.post(path, { ...fields, name: 'Late' })
      assert.equal(late.status, 409)
      assert.match(late.text, /Your entry: <strong>Late.*Current value: <strong>Chosen/s)
      const change = (name: string) =>
        world.perform((act) => changePipeline(act, id, 2, { name, for_everybody: 1 }, { chosen: [] }))
      const results = await Promise.allSettled([change('A one'), change('B one')])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('are archived and brought back', async () => {
      const { id } = await makePipeline(world)
      const path = `${base}/${id}`
      assert.equal((await owner.post(`${path}/archived`, { wanted: 'on' })).location, path)
      assert.match((await owner.get(path)).html.querySelector('#pipeline')!.text, /Archived/)
      const form = await owner.get(`/accounts/${world.accounts.seen}/jobs/new`)
      assert.equal(form.html.querySelector(`option[value="${id}"]`), null)
      await owner.post(`${path}/archived`, { wanted: 'off' })
      assert.doesNotMatch((await owner.get(path)).html.querySelector('#pipeline')!.text, /Archived/)
    })

    it('put their stages in order by numbers and by buttons, and tell whoever was late', async () => {
      const { id, stages } = await makePipeline(world)
      const path = `${base}/${id}/order`
      const [a, b, c] = stages.map((stage) => stage.id)
      const part = await owner.post(path, { was: [a!, b!, c!].map(String), move: `up ${c}` }, { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelector('html'), null)
      assert.deepEqual(await names(id), ['To do', 'Done', 'Doing'])
      const typed = { was: [a!, c!, b!].map(String), [`place_${a}`]: 3, [`place_${c}`]: 2, [`place_${b}`]: 1 }
      assert.equal((await owner.post(path, typed)).location, `${base}/${id}#stages`)
      assert.deepEqual(await names(id), ['Doing', 'Done', 'To do'])
      for (const htmx of [false, true]) {
        const late = await owner.post(path, typed, { htmx })
        assert.equal(late.status, 409)
        assert.match(late.html.querySelector('#stages [role=alert]')!.text, /Nothing was moved/)
      }
      const now = (await stagesOf(world.app.db.read, id)).map((stage) => stage.id)
      const order = (wanted: number[]) => world.perform((act) => orderStages(act, id, now, wanted))
      const results = await Promise.allSettled([order([...now].reverse()), order([now[1]!, now[0]!, now[2]!])])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('get more stages until there are thirty, before the one that completes', async () => {
      const { id, stages } = await makePipeline(world)
      const last = stages[2]!
      const form = { name: 'Filed', colour: 'green', completes: 'on', tasks: 'One\nTwo', version: 1 }
      const saved = await owner.post(`${base}/${id}/stages/${last.id}`, {
        ...form,
        assigned: [String(world.people.eva)],
      })
      assert.equal(saved.location, `${base}/${id}#stages`)
      assert.equal((await stagePeople(world.app.db.read, [last.id]))[0]?.name, 'Eva Employee')
      assert.equal(
        (await owner.post(`${base}/${id}/stages`, { name: 'Sent', colour: 'blue' }, { htmx: true })).status,
        200,
      )
      assert.deepEqual(await names(id), ['To do', 'Doing', 'Sent', 'Filed'])
      const first = await owner.post(`${base}/${id}/stages/${stages[0]!.id}`, { ...form, name: 'To do' })
      assert.equal(first.status, 422)
      assert.match(first.text, /Only the last stage/)
      const late = await owner.post(`${base}/${id}/stages/${last.id}`, form)
      assert.equal(late.status, 409)
      const long = { ...form, version: 2, tasks: Array.from({ length: 21 }, (_, i) => `Task ${i}`).join('\n') }
      assert.match((await owner.post(`${base}/${id}/stages/${last.id}`, long)).text, /at most 20 tasks/)
      for (let i = 4; i < mostStages - 1; i++) await world.perform((act) => addStage(act, id, `Stage ${i}`, 'slate'))
      const add = () => world.perform((act) => addStage(act, id, 'One of two', 'slate'))
      const results = await Promise.allSettled([add(), add()])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const full = await owner.post(`${base}/${id}/stages`, { name: 'Too many', colour: 'blue' })
      assert.equal(full.status, 422)
      assert.match(full.text, /at most 30 stages/)
    })

    it('ask where the jobs of a stage go before it is deleted, and keep their last stage', async () => {
      const { id, stages } = await makePipeline(world, ['From', 'To'])
      const [from, to] = stages
      const job = await makeJob(world, world.accounts.seen, id)
      const path = `${base}/${id}/stages/${from!.id}/removal`
      const asked = await owner.get(path)
      assert.match(asked.html.querySelector('#removal')!.text, /Jobs in it: 1/)
      assert.deepEqual(
        asked.html.querySelectorAll('#removal option').map((option) => option.getAttribute('value')),
        ['', String(to!.id)],
      )
      for (const nowhere of ['', String(from!.id), '99999']) {
        const again = await owner.post(path, { to: nowhere })
        assert.equal(again.status, 422)
        assert.ok(again.html.querySelector('.field-error'))
      }
      assert.equal((await owner.post(path, { to: String(to!.id) })).location, `${base}/${id}#stages`)
      const { stage_id } = await world.app.db.read
        .selectFrom('job')
        .select('stage_id')
        .where('id', '=', job)
        .executeTakeFirstOrThrow()
      assert.equal(stage_id, to!.id)
      const last = `${base}/${id}/stages/${to!.id}/removal`
      const page = await owner.get(last)
      assert.match(page.text, /only stage of a pipeline can’t be deleted/)
      assert.equal(page.html.querySelector('#removal form'), null)
      assert.equal((await owner.post(last)).status, 409)
      assert.deepEqual(await names(id), ['To'])
    })

    it('are for those who may manage them', async () => {
      const { id, stages } = await makePipeline(world)
      const eva = await world.as(world.people.eva)
      const before = await names(id)
      for (const [path, fields] of [
        [base, { name: 'Nope', use: 'everybody', stages: 'One' }],
        [`${base}/${id}`, { name: 'Nope', use: 'everybody', version: 1 }],
        [`${base}/${id}/archived`, { wanted: 'on' }],
        [`${base}/${id}/stages`, { name: 'Nope', colour: 'blue' }],
        [`${base}/${id}/stages/${stages[0]!.id}/removal`, {}],
      ] as const)
        assert.equal((await eva.post(path, fields)).status, 403, path)
      assert.deepEqual(await names(id), before)
      assert.equal((await eva.get('/settings')).html.querySelector(`a[href="${base}"]`), null)
      await world.giveRights(world.people.eva, ['manage pipelines'])
      assert.ok((await eva.get('/settings')).html.querySelector(`a[href="${base}"]`))
      const other = await makePipeline(world)
      const strange = `${base}/${id}/stages/${other.stages[0]!.id}`
      assert.equal((await eva.get(`${strange}/edit`)).status, 404)
      assert.equal((await eva.post(`${strange}/removal`)).status, 404)
    })
  })
