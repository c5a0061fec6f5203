import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Stage } from '#src/pipelines/stage.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeJob, makePipeline } from '#src/testing/jobs.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'

for (const engine of oneEngine)
  describe(`the pages of jobs on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let base: string
    let pipeline: { id: number; stages: Stage[] }
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      base = `/accounts/${world.accounts.seen}/jobs`
      pipeline = await makePipeline(world)
    })
    const rowOf = (id: number) =>
      world.app.db.read.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
    const make = (name: string, of = pipeline.id, due = '') =>
      makeJob(world, world.accounts.seen, of, { name, due }, [world.people.eva])
    const typed = (more: Record<string, string | number> = {}) => ({
      pipeline: pipeline.id,
      name: 'Typed',
      due: '',
      details: '',
      ...more,
    })

    it('add a job, without JavaScript and with htmx on the overview', async () => {
      const plain = await owner.post(base, typed({ name: '' }))
      assert.equal(plain.location, base)
      assert.match((await owner.get(base)).html.querySelector('#jobs')!.text, /Pipeline .*To do/s)
      const overview = `/accounts/${world.accounts.seen}`
      const link = (await owner.get(overview)).html.querySelector('#overview-jobs a[href*="/jobs/new"]')!
      const form = await owner.get(link.getAttribute('href')!, { htmx: true })
      assert.ok(form.html.querySelector('section#overview-jobs form'))
      const part = await owner.post(base, typed({ name: 'Quick', due: '2020-01-31', back: overview }), { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelector('html'), null)
      assert.match(part.html.querySelector('section#overview-jobs')!.text, /Quick.*31\/01\/2020.*Overdue/s)
      assert.equal((await owner.post(base, typed({ back: overview }))).location, `${overview}#overview-jobs`)
    })

    it('ask again for what is wrong, with the rest still typed', async () => {
      for (const [field, value] of [
        ['name', '👩‍👩‍👧‍👦'.repeat(255)],
        ['pipeline', '99999'],
        ['pipeline', 'x'],
        ['due', '2026-02-30'],
        ['assignee', String(world.people.nina)],
      ] as const) {
        const answer = await owner.post(base, typed({ details: 'Kept', [field]: value }))
        assert.equal(answer.status, 422, field)
        assert.match(answer.html.querySelector('textarea')!.text, /Kept/)
        assert.ok(answer.html.querySelector('.field-error'), field)
      }
    })

    it('add a job from the firm’s list: first whose it is, then what it is, and back', async () => {
      const { eva: employee } = world.people
      assert.ok((await owner.get('/jobs')).html.querySelector('a[href="/jobs/new"]'))
      const found = await owner.get('/jobs/new?q=seen')
      const link = found.html.querySelector(`#clients a[href^="/accounts/${world.accounts.seen}/"]`)!
      const part = await eva.get('/jobs/new?q=e', { htmx: true })
      assert.equal(part.html.querySelector('html'), null)
      const seeing = part.html.querySelectorAll('#clients a').map((a) => a.getAttribute('href'))
      assert.ok(!seeing.some((href) => href!.startsWith(`/accounts/${world.accounts.hidden}/`)), `${employee} sees it`)
      const form = (await owner.get(link.getAttribute('href')!)).html
      assert.equal(form.querySelector('[name=back]')!.getAttribute('value'), '/jobs')
      const added = await owner.post(base, typed({ name: 'From the list', back: '/jobs' }))
      assert.equal(added.location, '/jobs')
    })

    it('show a board of one person’s jobs, and stay there when one is moved', async () => {
      const [a, b] = pipeline.stages as [Stage, Stage]
      const id = await make('Evas')
      const board = `/jobs/board?pipeline=${pipeline.id}&assignee=${world.people.eva}`
      const { html } = await owner.get(board)
      const card = html.querySelector(`#job-${id}`)!
      assert.equal(card.querySelector('.avatar')!.getAttribute('data-initials'), 'EE')
      assert.equal(card.querySelector('button')!.getAttribute('aria-label'), 'Move Seen Family – Evas to Doing')
      const other = await owner.get(`/jobs/board?pipeline=${pipeline.id}&assignee=${world.people.admin}`)
      assert.equal(other.html.querySelector('.board-card'), null)
      const moved = { from: a.id, to: b.id, on: 'board', assignee: world.people.eva }
      const part = await owner.post(`${base}/${id}/stage`, moved, { htmx: true })
      assert.equal(part.html.querySelector(`#job-${id} [name=assignee]`)!.getAttribute('value'), `${world.people.eva}`)
      const back = await owner.post(`${base}/${id}/stage`, { ...moved, from: b.id, to: a.id })
      assert.equal(back.location, `${board}#job-${id}`)
    })

    it('show as many cards of a column as somebody reads, and the way to all', async () => {
      const large = await makePipeline(world)
      for (let i = 0; i < 23; i++) await make(`Many ${i}`, large.id)
      for (const browser of [owner, eva]) {
        const column = (await browser.get(`/jobs/board?pipeline=${large.id}`)).html.querySelector('.board-column')!
        assert.equal(column.querySelectorAll('.board-card').length, 20)
        assert.equal(column.querySelector('h2 .count')!.text, '23')
        const all = column.querySelector('p.small > a[href^="/jobs?"]')!
        assert.equal(all.text, 'View all (23)')
        const list = await browser.get(all.getAttribute('href')!.replaceAll('&amp;', '&'))
        assert.equal(list.html.querySelectorAll('[id^="job-"]').length, 23)
      }
    })

    it('forget a stage of another pipeline than is chosen, rather than find nothing', async () => {
      const id = await make('Found')
      const other = await makePipeline(world)
      const list = await owner.get(`/jobs?pipeline=${pipeline.id}&stage=${other.stages[0]!.id}`, { htmx: true })
      assert.ok(list.html.querySelector(`#job-${id}`))
      assert.doesNotMatch(list.headers.get('hx-replace-url')!, /stage/)
    })

    it('move a job on the board and on its page', async () => {
      const [a, b, c] = pipeline.stages as [Stage, Stage, Stage]
      const id = await make('Moving')
      const path = `${base}/${id}/stage`
      const board = `/jobs/board?pipeline=${pipeline.id}`
      const card = (await owner.get(board)).html.querySelector(`[data-stage="${a.id}"] #job-${id}`)!
      assert.match(card.text, /Seen Family.*Moving.*Eva Employee/s)
      assert.equal(card.querySelector('form')?.getAttribute('action'), path)
      assert.deepEqual(
        card.querySelectorAll('button').map((button) => button.getAttribute('value')),
        [String(b.id)],
        'there is none before the first',
      )
      const part = await owner.post(path, { from: a.id, to: b.id, on: 'board' }, { htmx: true })
      assert.equal(part.status, 200)
      assert.ok(part.html.querySelector(`#board [data-stage="${b.id}"] #job-${id}`))
      assert.equal((await owner.post(path, { from: b.id, to: c.id, on: 'board' })).location, `${board}#job-${id}`)
      assert.equal((await owner.post(path, { from: c.id, to: a.id })).location, `${base}/${id}`)
      const onPage = await owner.post(path, { from: a.id, to: b.id, on: 'job' }, { htmx: true })
      assert.match(onPage.html.querySelector('section#job')!.text, /Doing/)
      assert.match((await owner.get(`${base}/${id}`)).html.querySelector('#history')!.text, /moved a job/)
    })

    it('say who moved a job where when two did, show it as it is, and move nothing', async () => {
      const [a, b, c] = pipeline.stages as [Stage, Stage, Stage]
      const id = await make('Contended')
      const path = `${base}/${id}/stage`
      await eva.post(path, { from: a.id, to: b.id, on: 'board' })
      for (const on of ['board', 'job'])
        for (const htmx of [false, true]) {
          const late = await owner.post(path, { from: a.id, to: c.id, on }, { htmx })
          assert.equal(late.status, 409)
          const alert = late.html.querySelector(`${on === 'board' ? '#board' : '#job'} [role=alert]`)!
          assert.match(alert.text, /Eva Employee moved this job to “Doing”.*Nothing was moved/)
          assert.equal(late.html.querySelector('html') === null, htmx)
        }
      assert.equal((await rowOf(id))?.stage_id, b.id)
      const other = await makePipeline(world)
      for (const to of [other.stages[0]!.id, 99_999, 'x'])
        for (const htmx of [false, true])
          assert.equal((await owner.post(path, { from: b.id, to, on: 'board' }, { htmx })).status, 422)
      assert.equal((await rowOf(id))?.stage_id, b.id)
    })

    it('edit a job, and show both versions where somebody else did', async () => {
      const id = await make('Editable')
      const path = `${base}/${id}`
      const form = await owner.get(`${path}/edit`, { htmx: true })
      assert.equal(form.html.querySelector('form')?.getAttribute('action'), path)
      assert.equal((await owner.post(path, { name: 'Edited', details: '', due: '', version: 1 })).location, path)
      for (const htmx of [false, true]) {
        const late = await owner.post(path, { name: 'Mine', details: '', due: '2030-01-31', version: 1 }, { htmx })
        assert.equal(late.status, 409)
        assert.match(late.html.querySelector('#job')!.text, /Your entry: Mine.*Current value: Edited/s)
      }
      const part = await owner.post(path, { name: 'Both', details: '', due: '', version: 2 }, { htmx: true })
      assert.match(part.html.querySelector('section#job')!.text, /Both/)
      assert.equal((await owner.post(path, { name: ' ', details: '', due: '', version: 3 })).status, 422)
    })

    it('archive a job and bring it back, delete one after a question and restore it', async () => {
      const id = await make('Passing')
      const path = `${base}/${id}`
      const away = await eva.post(`${path}/archived`, { wanted: 'on' }, { htmx: true })
      assert.match(away.html.querySelector('section#job')!.text, /Archived/)
      assert.equal((await eva.post(`${path}/archived`, { wanted: 'off' })).location, path)
      assert.equal((await rowOf(id))?.state, 'open')
      assert.match((await owner.get(`${path}/removal`)).text, /Delete the job Passing\?/)
      assert.equal((await owner.post(`${path}/removal`)).location, base)
      assert.equal((await owner.get(path)).status, 404)
      const activity = `/accounts/${world.accounts.seen}/activity`
      const restore = (await owner.get(activity)).html.querySelector('form[action$="/restoration"]')!
      assert.equal((await owner.post(restore.getAttribute('action')!)).location, activity)
      assert.equal((await owner.get(path)).status, 200)
    })

    it('make a job recurring, say when the next one comes, and end it', async () => {
      const id = await make('Repeating', pipeline.id, '2031-01-31')
      const path = `${base}/${id}/recurrence`
      assert.equal((await eva.get(path)).html.querySelector('[name=first_due]')?.getAttribute('value'), '2031-01-31')
      const fields = { every: 'month', first_due: '2031-01-31', until: '', days_before: 7, version: 0 }
      assert.equal((await eva.post(path, fields)).location, `${base}/${id}`)
      assert.match(
        (await eva.get(`${base}/${id}`)).html.querySelector('#job')!.text,
        /every month: the next one is due 28\/02\/2031 and will be created on 21\/02\/2031/,
      )
      const late = await owner.post(path, { ...fields, every: 'year' })
      assert.equal(late.status, 409)
      assert.match(late.text, /Your entry: <strong>year/)
      for (const wrong of [
        { days_before: 'x' },
        { days_before: 366 },
        { first_due: '' },
        { until: '2030-01-01' },
        { every: 'day' },
      ])
        assert.equal((await owner.post(path, { ...fields, version: 1, ...wrong })).status, 422)
      await eva.post(`${path}/end`)
      assert.doesNotMatch((await eva.get(`${base}/${id}`)).text, /the next one is due/)
    })

    it('have it come back on the last day of the month, from a 30th as from any other day', async () => {
      const id = await make('Month ends', pipeline.id, '2031-04-30')
      const path = `${base}/${id}/recurrence`
      const box = async () => (await eva.get(path)).html.querySelector('[type=checkbox][name=last_day]')!
      assert.equal((await box()).hasAttribute('checked'), false)
      const fields = { every: 'month', first_due: '2031-04-30', until: '', days_before: 7, version: 0, last_day: 'on' }
      const weekly = await eva.post(path, { ...fields, every: 'week' })
      assert.equal(weekly.status, 422)
      assert.match(weekly.html.querySelector('.field-error')!.text, /a week has no last day of the month/)
      assert.ok(weekly.html.querySelector('[name=last_day]')!.hasAttribute('checked'), 'what was ticked stays so')
      assert.equal((await eva.post(path, { ...fields, first_due: '2031-05-05', until: '2031-05-30' })).status, 422)
      assert.equal((await eva.post(path, fields)).location, `${base}/${id}`)
      assert.ok((await box()).hasAttribute('checked'))
      const said = (await eva.get(`${base}/${id}`)).html.querySelector('#job')!.text
      assert.match(
        said,
        /every month, on its last day: the next one is due 31\/05\/2031 and will be created on 24\/05\/2031/,
      )
      const portuguese = await eva.get(`${base}/${id}?language=pt`)
      assert.match(portuguese.text, /todos os meses, no último dia: o próximo tem prazo 31\/05\/2031/)
      const moved = { ...fields, first_due: '2031-05-05', version: 1 }
      assert.equal((await eva.post(path, moved)).location, `${base}/${id}`)
      assert.equal((await eva.get(path)).html.querySelector('[name=first_due]')!.getAttribute('value'), '2031-05-31')
      const late = await owner.post(path, { ...fields, last_day: '', version: 1 })
      assert.equal(late.status, 409)
      assert.match(late.text, /Your entry: <strong>no<\/strong>/)
      assert.match((await owner.get(`${base}/${id}`)).text, /Last day of the month/)
    })

    it('let those alone change a job who may use its pipeline; the others read it', async () => {
      const mine = await makePipeline(world, ['Only', 'Owners'], [world.people.owner])
      const id = await make('Closed', mine.id)
      const path = `${base}/${id}`
      const before = JSON.stringify(await rowOf(id))
      const tries: [string, Record<string, string | number>][] = [
        [path, { name: 'Nope', details: '', due: '', version: 1 }],
        [`${path}/stage`, { from: mine.stages[0]!.id, to: mine.stages[1]!.id, on: 'board' }],
        [`${path}/archived`, { wanted: 'on' }],
        [`${path}/removal`, {}],
        [`${path}/recurrence`, { every: 'month', first_due: '2031-01-31', until: '', days_before: 7, version: 0 }],
        [`${path}/recurrence/end`, {}],
      ]
      for (const [to, fields] of tries)
        for (const htmx of [false, true]) assert.equal((await eva.post(to, fields, { htmx })).status, 403, to)
      assert.equal(JSON.stringify(await rowOf(id)), before)
      assert.equal((await eva.post(base, typed({ pipeline: mine.id }))).status, 422, 'it is none of hers')
      for (const to of [`${path}/edit`, `${path}/removal`, `${path}/recurrence`])
        assert.equal((await eva.get(to)).status, 403)
      const page = await eva.get(path)
      assert.equal(page.html.querySelector('#job form, #job a[href$="/edit"], #job a[href$="/recurrence"]'), null)
      const board = await eva.get(`/jobs/board?pipeline=${mine.id}`)
      assert.ok(board.html.querySelector(`#job-${id}`))
      assert.equal(board.html.querySelector('#board form, [data-stage]'), null)
      assert.equal((await eva.get(`${base}/new`)).html.querySelector(`option[value="${mine.id}"]`), null)
      await world.giveRights(world.people.eva, ['manage pipelines'])
      assert.equal((await eva.get(`${path}/edit`)).status, 200)
      await world.giveRights(world.people.eva, [])
      const nina = await world.as(world.people.nina)
      for (const to of [base, `${base}/new`, `${base}/current`, path])
        assert.equal((await nina.get(to)).status, 404, to)
      assert.equal((await nina.post(`${path}/stage`, {})).status, 404)
      assert.doesNotMatch((await nina.get('/jobs')).text, /Closed/)
      assert.equal((await owner.get(`/accounts/${world.accounts.hidden}/jobs/${id}`)).status, 404)
    })
  })
