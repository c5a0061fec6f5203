import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setAccountTags, tagsOf, teamOf } from '#src/accounts/team.ts'
import { createTag } from '#src/tags/tag.ts'
import type { Answer, Browser } from '#src/testing/browser-like.ts'
import { startedRun } from '#src/testing/bulk.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { stopRun } from './run.ts'

for (const engine of engines)
  describe(`bulk actions on ${engine}`, () => {
    let world: World
    let db: World['app']['db']['read']
    let owner: Browser
    let tag: number
    before(async () => {
      world = await makeWorld(engine)
      db = world.app.db.read
      owner = await world.as(world.people.owner)
      tag = await world.perform((act) => createTag(act, { name: 'VIP', colour: 'blue' }))
    })

    const runs = async () => (await db.selectFrom('bulk_run').select('id').execute()).length
    const run = (path: string) =>
      db
        .selectFrom('bulk_run')
        .selectAll()
        .where('id', '=', Number(path.split('/').at(-1)))
        .executeTakeFirstOrThrow()
    const heading = (answer: Answer) => answer.html.querySelector('h1')?.text
    const facts = (answer: Answer) =>
      Object.fromEntries(
        answer.html
          .querySelectorAll('.facts > div')
          .map((row) => [row.querySelector('dt')!.text, row.querySelector('dd')!.text]),
      )
    /** Prepares a run and gives its address. */
    const prepared = async (browser: Browser, fields: Parameters<Browser['post']>[1]) => {
      const answer = await browser.post('/bulk', fields)
      assert.equal(answer.status, 303)
      assert.match(answer.location!, /^\/bulk\/\d+$/)
      return answer.location!
    }
    const start = async (browser: Browser, path: string) => {
      const version = (await browser.get(path)).html.querySelector('input[name=version]')!.getAttribute('value')!
      return browser.post(`${path}/start`, { version })
    }

    it('go from ticks in the list to the report', async () => {
      const { seen, hidden } = world.accounts
      const list = await owner.get('/accounts')
      const form = list.html.querySelector('form[action="/bulk/new"]')!
      assert.equal(form.getAttribute('method'), 'get')
      assert.equal(form.querySelectorAll('tbody input[name=account]').length, 2)
      assert.ok(form.querySelector('label[for=f-all]')!.text.includes('All 2 matching clients'))
      const choose = await owner.get(`/bulk/new?filter=&account=${seen}&account=${hidden}`)
      assert.equal(heading(choose), 'Actions for 2 clients')
      assert.deepEqual(
        choose.html
          .querySelectorAll('form[action="/bulk"] input[name=account]')
          .map((field) => field.getAttribute('value')),
        [String(seen), String(hidden)],
      )
      const path = await prepared(owner, {
        account: [seen, hidden],
        add_tag: tag,
        login: 'on',
        invite: 'on',
        message: 'Olá',
      })
      const preview = await owner.get(path)
      assert.equal(heading(preview), 'What will happen')
      const said = facts(preview)
      assert.equal(said['Add the tag VIP'], '2 of 2 clients')
      assert.equal(said['Switch Login on'], '4 addresses')
      assert.equal(said['To be invited'], '3 people')
      assert.equal(said['Message in the invitation'], 'Olá')
      assert.deepEqual(await tagsOf(db, seen), [], 'nothing is done by looking')
      assert.equal((await start(owner, path)).location, path)

      const running = await owner.get(path)
      const region = running.html.querySelector('#bulk-state')!
      assert.equal(region.getAttribute('hx-trigger'), 'every 2s')
      assert.equal(region.querySelector(`a[href="${path}"]`)?.text, 'Refresh')
      await world.app.queue.drain(world.app)

      const part = await owner.get(path, { htmx: true })
      assert.ok(!part.text.includes('<!doctype'))
      assert.equal(part.html.querySelector('#bulk-state')!.getAttribute('hx-trigger'), undefined, 'it stops by itself')
      const whole = await owner.get(path)
      assert.ok(whole.text.includes('<!doctype'))
      assert.equal(whole.html.querySelector('form[action$="/stop"]'), null)
      const rows = whole.html.querySelectorAll('table.report tbody tr')
      assert.equal(rows.length, 2)
      assert.match(rows[0]!.text, /Seen Family/)
      assert.match(rows[0]!.text, /maria@seen\.test: Login on, invited/)
      assert.deepEqual(
        (await tagsOf(db, seen)).map((one) => one.id),
        [tag],
      )
      assert.equal((await owner.get('/bulk')).html.querySelectorAll(`a[href="${path}"]`).length, 1)
    })

    it('take all that match by the filter, and say how many', async () => {
      await world.openAccount('Untagged one')
      await world.openAccount('Untagged two')
      const filter = `without=${tag}`
      const choose = await owner.get(`/bulk/new?all=on&filter=${encodeURIComponent(filter)}`)
      assert.equal(heading(choose), 'Actions for 2 clients')
      assert.equal(choose.html.querySelector('.form-actions a')!.getAttribute('href'), `/accounts?${filter}`)
      const path = await prepared(owner, { all: 'on', filter, add_tag: tag })
      assert.equal((await run(path)).total, 2)
      await start(owner, path)
      await world.app.queue.drain(world.app)
      const empty = await owner.get(`/bulk/new?all=on&filter=${encodeURIComponent(filter)}`)
      assert.match(empty.text, /No clients selected/)
      const before = await runs()
      assert.equal((await owner.post('/bulk', { all: 'on', filter, add_tag: tag })).status, 422)
      assert.equal(await runs(), before)
    })

    it('refuse an empty selection and too large a one, and take what one may not see for nothing', async () => {
      const { seen, hidden } = world.accounts
      assert.match((await owner.get('/bulk/new?filter=')).text, /No clients selected/)
      const before = await runs()
      for (const account of [[], ['x', '-1', '0'], ['999999']])
        assert.equal((await owner.post('/bulk', { account, add_tag: tag })).status, 422)
      const many = Array.from({ length: 1001 }, (_, i) => i + 1)
      const refused = await owner.post('/bulk', { account: many, add_tag: tag })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /More than 1,000 clients are selected/)
      assert.equal(await runs(), before)
      await world.giveRights(world.people.eva, ['manage tags'])
      const eva = await world.as(world.people.eva)
      assert.equal(heading(await eva.get(`/bulk/new?account=${seen}&account=${hidden}`)), 'Actions for one client')
      const path = await prepared(eva, { account: [seen, hidden], remove_tag: tag })
      assert.equal((await run(path)).total, 1)
      assert.match((await eva.get(`/bulk/new?account=${hidden}`)).text, /No clients selected/)
    })

    it('refuse what contradicts itself, with what was chosen kept', async () => {
      const { seen } = world.accounts
      const before = await runs()
      const refused = async (fields: Record<string, string | number | (string | number)[]>, says: RegExp) => {
        const answer = await owner.post('/bulk', { account: [seen], message: 'kept', ...fields })
        assert.equal(answer.status, 422, String(says))
        assert.match(answer.html.querySelector('[role=alert]')!.text, says)
        assert.match(answer.html.querySelector('textarea')!.text, /kept/)
        assert.equal(
          answer.html.querySelector('form[action="/bulk"] input[name=account]')!.getAttribute('value'),
          String(seen),
        )
      }
      await refused({}, /at least one thing/)
      await refused({ login: ['on', 'off'] }, /Login/)
      await refused({ login: 'maybe' }, /Login/)
      await refused({ add_tag: tag, remove_tag: tag }, /added and removed/)
      await refused({ add_member: world.people.eva, remove_member: world.people.eva }, /added and removed/)
      await refused({ add_tag: 99_999 }, /Choose a value/)
      await refused({ add_member: 99_999 }, /Choose a value/)
      await refused({ preparer: 99_999 }, /Choose a value/)
      await refused({ login: 'off', invite: 'on' }, /switched off/)
      await refused({ type: 'alien' }, /Choose a value/)
      assert.equal(await runs(), before)
    })

    it('offer each part only to who has its right, and refuse it to others', async () => {
      const { seen } = world.accounts
      const eva = await world.as(world.people.eva)
      const parts = {
        add_tag: tag,
        add_member: world.people.nina,
        type: 'other',
        state: 'archive',
        login: 'on',
        invite: 'on',
      }
      const given = {
        'manage tags': ['add_tag'],
        'assign team members': ['add_member'],
        'manage contacts': [],
        'manage accounts': Object.keys(parts),
      } as const
      for (const [right, fields] of Object.entries(given)) {
        await world.giveRights(world.people.eva, [right as keyof typeof given])
        const page = await eva.get(`/bulk/new?account=${seen}`)
        for (const [name, value] of Object.entries(parts)) {
          const offered = (fields as readonly string[]).includes(name)
          assert.equal(Boolean(page.html.querySelector(`[name=${name}]`)), offered, `${right}: ${name}`)
          const before = await runs()
          const answer = await eva.post('/bulk', { account: seen, [name]: value })
          assert.equal(answer.status, offered ? 303 : 403, `${right}: ${name}`)
          assert.equal(await runs(), before + (offered ? 1 : 0))
        }
      }
      await world.giveRights(world.people.eva, ['manage documents'])
      const list = await eva.get('/accounts')
      assert.equal(list.html.querySelector('form[action="/bulk/new"]'), null)
      assert.equal(list.html.querySelector('input[name=account]'), null)
      assert.equal((await eva.get(`/bulk/new?account=${seen}`)).status, 403)
      assert.equal((await eva.post('/bulk', { account: seen, add_tag: tag })).status, 403)
    })

    it('are not started any more by who has lost the right since', async () => {
      await world.giveRights(world.people.eva, ['manage tags'])
      const eva = await world.as(world.people.eva)
      const path = await prepared(eva, { account: world.accounts.seen, remove_tag: tag })
      await world.giveRights(world.people.eva, ['assign team members'])
      assert.equal((await eva.get(path)).html.querySelector('form[action$="/start"]'), null)
      assert.equal((await eva.post(`${path}/start`, { version: 1 })).status, 403)
      assert.equal((await run(path)).status, 'ready')
    })

    it('run once however often Start is pressed', async () => {
      const path = await prepared(owner, { account: world.accounts.seen, remove_tag: tag })
      await world.perform((act) => setAccountTags(act, world.accounts.seen, [tag]))
      const answers = await Promise.all([
        owner.post(`${path}/start`, { version: 1 }),
        owner.post(`${path}/start`, { version: 1 }),
      ])
      assert.deepEqual(
        answers.map(({ status, location }) => [status, location]),
        [
          [303, path],
          [303, path],
        ],
      )
      assert.equal(await world.app.queue.drain(world.app), 1)
      assert.equal((await owner.post(`${path}/start`, { version: 1 })).status, 303)
      assert.equal(await world.app.queue.drain(world.app), 0)
      assert.equal((await run(path)).processed, 1)
    })

    it('can be changed before the start, which then wants to be looked at again', async () => {
      const path = await prepared(owner, { account: world.accounts.seen, add_member: world.people.nina })
      const edit = await owner.get(`${path}/edit`)
      assert.ok(
        edit.html.querySelector(`input[name=add_member][value="${world.people.nina}"]`)!.hasAttribute('checked'),
      )
      const action = edit.html.querySelector('main form')!.getAttribute('action')!
      const bad = await owner.post(action, { version: 1 })
      assert.equal(bad.status, 422)
      assert.equal((await owner.post(action, { version: 1, remove_member: world.people.nina })).location, path)
      const stale = await owner.post(`${path}/start`, { version: 1 })
      assert.equal(stale.status, 409)
      assert.match(stale.html.querySelector('[role=alert]')!.text, /another window/)
      assert.ok(facts(stale)['Remove Nina Newcomer from the team'])
      assert.equal((await owner.post(action, { version: 1, state: 'archive' })).status, 409)
      assert.equal((await run(path)).status, 'ready')
      assert.equal((await start(owner, path)).location, path)
      assert.equal((await owner.get(`${path}/edit`)).location, path)
      await world.app.queue.drain(world.app)
      assert.deepEqual(
        (await teamOf(db, world.accounts.seen)).map((one) => one.id),
        [world.people.eva],
      )
    })

    it('belong to who prepared them; an admin sees and stops them, and nobody else knows of them', async () => {
      await world.giveRights(world.people.eva, ['manage tags'])
      await world.giveRights(world.people.nina, ['manage tags', 'manage accounts'])
      const path = await prepared(await world.as(world.people.eva), { account: world.accounts.seen, add_tag: tag })
      const nina = await world.as(world.people.nina)
      for (const get of [path, `${path}/edit`, `${path}/report.csv`]) assert.equal((await nina.get(get)).status, 404)
      for (const post of ['start', 'stop', 'actions'])
        assert.equal((await nina.post(`${path}/${post}`, { version: 1, add_tag: tag })).status, 404)
      assert.equal((await nina.get('/bulk')).html.querySelectorAll('.rows a').length, 0)
      const admin = await world.as(world.people.admin)
      const seen = await admin.get(path)
      assert.equal(seen.status, 200)
      assert.equal(seen.html.querySelector('form[action$="/start"]'), null)
      assert.equal((await admin.post(`${path}/start`, { version: 1 })).status, 403)
      assert.equal((await admin.post(`${path}/actions`, { version: 1, state: 'archive' })).status, 403)
      assert.equal((await run(path)).status, 'ready')
      await start(await world.as(world.people.eva), path)
      assert.ok((await admin.get(path)).html.querySelector('form[action$="/stop"]'))
      assert.equal((await admin.post(`${path}/stop`)).location, path)
      assert.equal((await run(path)).status, 'stopped')
      await world.app.queue.drain(world.app)
      assert.equal((await run(path)).processed, 0)
    })

    it('report page by page, by outcome, and as CSV that a spreadsheet can’t run', async () => {
      const many: number[] = []
      for (let i = 0; i < 53; i++) many.push(await world.openAccount(`=Reported ${i}`))
      await world.perform((act) => setAccountTags(act, many[3]!, [tag]))
      const id = await startedRun(world, world.people.owner, { addTags: [tag] }, many)
      await world.app.queue.drain(world.app)
      const first = await owner.get(`/bulk/${id}`)
      assert.equal(first.html.querySelectorAll('table.report tbody tr').length, 50)
      const next = first.html.querySelector('a[rel=next]')!.getAttribute('href')!
      const second = await owner.get(next)
      assert.equal(second.html.querySelectorAll('table.report tbody tr').length, 3)
      assert.equal(second.html.querySelector('a[rel=next]'), null)
      const same = await owner.get(`/bulk/${id}?outcome=unchanged`)
      assert.deepEqual(
        same.html.querySelectorAll('table.report tbody tr a').map((link) => link.getAttribute('href')),
        [`/accounts/${many[3]}`],
      )
      assert.match(same.html.querySelector('nav.tabs [aria-current]')!.text, /Nothing to change \(1\)/)
      const csv = await owner.get(`/bulk/${id}/report.csv`)
      assert.match(csv.headers.get('content-disposition')!, /bulk-\d+\.csv/)
      const lines = csv.text.trim().split('\r\n')
      assert.equal(lines.length, 54)
      assert.match(csv.text, /^\uFEFF?"ID";"Client";"Outcome";"Done";"Skipped"/)
      assert.ok(lines[1]!.includes(`;"'=Reported 0";"Changed";"Tags";`), lines[1])
    })

    it('name nobody in a report whom its reader may not see any more', async () => {
      await world.giveRights(world.people.eva, ['manage accounts'])
      const shared = await world.openAccount('Once shared', [world.people.eva])
      const id = await startedRun(
        world,
        world.people.eva,
        { removeTeam: [world.people.eva], switches: { notify: 'on' } },
        [shared],
      )
      await world.app.queue.drain(world.app)
      const eva = await world.as(world.people.eva)
      const report = await eva.get(`/bulk/${id}`)
      const row = report.html.querySelector('table.report tbody tr')!
      assert.match(row.text, /no longer exists, or that you may not see/)
      assert.ok(!report.text.includes('Once shared'))
      assert.ok(!(await eva.get(`/bulk/${id}/report.csv`)).text.includes('Once shared'))
      assert.ok((await owner.get(`/bulk/${id}`)).text.includes('Once shared'))
    })

    it('are exported by ticks as well as by the filter', async () => {
      const { seen, hidden } = world.accounts
      const choose = await owner.get(`/bulk/new?account=${seen}`)
      const form = choose.html.querySelector('form[action="/accounts/export"]')!
      assert.deepEqual(
        form.querySelectorAll('input[name=account]').map((field) => field.getAttribute('value')),
        [String(seen)],
      )
      const csv = await owner.post('/accounts/export', { filter: '', account: [seen] })
      assert.equal(csv.text.trim().split('\r\n').length, 2)
      assert.ok(csv.text.includes('Seen Family'))
      await world.giveRights(world.people.eva, ['manage accounts'])
      const none = await (await world.as(world.people.eva)).post('/accounts/export', { account: [hidden, 'x'] })
      assert.equal(none.text.trim().split('\r\n').length, 1, 'what one may not see is not there, and is not everything')
    })

    it('are stopped by who started them', async () => {
      const id = await startedRun(world, world.people.owner, { addTags: [tag] }, [world.accounts.hidden])
      const page = await owner.get(`/bulk/${id}`)
      const action = page.html.querySelector('form[action$="/stop"]')!.getAttribute('action')!
      assert.equal((await owner.post(action)).location, `/bulk/${id}`)
      assert.match((await owner.get(`/bulk/${id}`)).text, /Stopped/)
      await world.perform((act) => stopRun(act, id))
      await world.app.queue.drain(world.app)
    })
  })
