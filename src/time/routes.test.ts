import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { findAccount } from '#src/accounts/account.ts'
import { events } from '#src/audit/events.ts'
import { money } from '#src/platform/money.ts'
import type { Browser, Fields } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { addEntry, type EntryFields } from './entry.ts'
import { timeExport } from './export.ts'
import { createService, setRounding } from './service.ts'
import { startTimer } from './timer.ts'

for (const engine of oneEngine)
  describe(`the pages of time on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      world.app.now = new Date('2026-11-24T10:00:00Z')
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      base = `/accounts/${world.accounts.seen}/time`
      await world.perform((act) => createService(act, { name: 'Bookkeeping', rate: money(4500, 'EUR'), is_active: 1 }))
    })
    beforeEach(() => {
      world.app.now = new Date('2026-11-24T10:00:00Z')
    })
    const form = (more: Fields = {}): Fields => ({
      day: '2026-11-23',
      duration: '1:30',
      work: 'VAT return',
      service: '',
      billable: 'on',
      in: 'account',
      ...more,
    })
    const count = async () =>
      Number(
        (
          await world.app.db.read
            .selectFrom('time_entry')
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    const enter = (person: number, more: Partial<EntryFields> = {}, account = world.accounts.seen) =>
      world.perform((act) =>
        addEntry(act, account, person, {
          day: '2026-11-23',
          minutes: 90,
          work: 'Books',
          service_id: null,
          billable: 1,
          ...more,
        }),
      )
    const running = (person: number) =>
      world.app.db.read.selectFrom('time_timer').selectAll().where('staff_id', '=', person).executeTakeFirst()
    const noTimers = () => world.app.db.write((trx) => trx.deleteFrom('time_timer').execute())

    it('take time by page, and in place with htmx, on the overview and on the page of the account', async () => {
      const plain = await eva.post(base, form())
      assert.equal(plain.location, base)
      const page = await eva.get(base)
      assert.match(page.text, /1:30 entered on Seen Family/)
      assert.match(page.html.querySelector('#entries')!.text, /VAT return.*Unbilled.*1:30/s)
      const asked = await eva.get(`${base}/new?in=overview`, { htmx: true })
      assert.equal(asked.html.querySelector('html'), null)
      assert.ok(asked.html.querySelector('#new-time form[hx-post]'))
      const part = await eva.post(base, form({ in: 'overview', work: 'In place' }), { htmx: true })
      assert.equal(part.status, 200)
      assert.match(part.html.querySelector('hx-partial[hx-target="#overview-time"]')!.text, /In place/)
      const account = await eva.post(base, form({ work: 'On its page' }), { htmx: true })
      assert.match(account.html.querySelector('hx-partial[hx-target="#time"]')!.text, /On its page/)
      const back = await eva.post(base, form({ in: 'overview' }))
      assert.equal(back.location, `/accounts/${world.accounts.seen}#overview-time`)
      assert.equal((await eva.post(base, form({ in: 'week' }))).location, '/time?week=2026-W48')
      const card = (await eva.get(`/accounts/${world.accounts.seen}`)).html.querySelector('#overview-time')!
      assert.match(card.text, /Time tracking\s*5/)
      assert.equal(card.querySelectorAll('.rows > li').length, 5)
    })

    it('refuse what is no time, and keep what was typed', async () => {
      const had = await count()
      for (const [fields, says] of [
        [{ duration: '90' }, /read in two ways/],
        [{ duration: '25h' }, /more than 24 hours/],
        [{ duration: '-1:30' }, /not a duration/],
        [{ duration: '0' }, /at least one minute/],
        [{ day: '2026-11-25' }, /in the future/],
        [{ day: '2026-02-30' }, /not a date/],
        [{ work: '' }, /Fill in this field/],
        [{ service: '4711' }, /value from the list/],
        [{ service: 'x' }, /value from the list/],
      ] as const)
        for (const htmx of [false, true]) {
          const answer = await eva.post(base, form({ work: 'Typed text', ...fields }), { htmx })
          assert.equal(answer.status, 422, JSON.stringify(fields))
          assert.match(answer.html.querySelector('.field-error')!.text, says)
          if (!('work' in fields))
            assert.equal(answer.html.querySelector('[name=work]')!.getAttribute('value'), 'Typed text')
          assert.equal(answer.html.querySelector('html') === null, htmx)
        }
      assert.equal(await count(), had)
    })

    it('know the day by the firm’s clock', async () => {
      // Half past midnight of the 25th in Lisbon in summer is still the 24th in Greenwich.
      world.app.now = new Date('2026-07-24T23:30:00Z')
      assert.equal((await eva.post(base, form({ day: '2026-07-25' }))).status, 303)
      assert.equal((await eva.post(base, form({ day: '2026-07-26' }))).status, 422)
      const asked = await eva.get(`${base}/new`)
      assert.equal(asked.html.querySelector('[name=day]')!.getAttribute('value'), '2026-07-25')
    })

    it('change an entry in place, and show both versions where it was changed meanwhile', async () => {
      const id = await enter(world.people.eva)
      const path = `${base}/${id}`
      const editor = await eva.get(`${path}/edit?in=account`, { htmx: true })
      assert.equal(editor.html.querySelector('li')?.id, `time-entry-${id}`)
      assert.equal(editor.html.querySelector('[name=duration]')!.getAttribute('value'), '1:30')
      assert.ok((await eva.get(`${path}/edit`)).html.querySelector('main [name=duration]'))
      const saved = await eva.post(path, form({ duration: '45m', billable: '', version: 1 }), { htmx: true })
      assert.match(saved.text, /Non-billable.*0:45/s)
      for (const htmx of [false, true]) {
        const stale = await eva.post(path, form({ duration: '2h', version: 1 }), { htmx })
        assert.equal(stale.status, 409)
        assert.match(stale.text, /Your entry: <strong>2h/)
        assert.match(stale.text, /Current value: <strong>0:45/)
        assert.equal(stale.html.querySelector('[name=version]')!.getAttribute('value'), '2')
      }
      const chosen = await eva.post(path, form({ duration: '0:45', billable: 'on', version: 2 }))
      assert.equal(chosen.location, base)
      assert.match((await eva.get(path)).text, /Unbilled/)
      assert.equal((await eva.get(path, { htmx: true })).html.querySelector('html'), null)
      const asks = await eva.get(`${path}/removal?in=week`)
      assert.match(asks.text, /Delete this time entry\?/)
      assert.equal((await eva.post(`${path}/removal`, { in: 'week' })).location, '/time?week=2026-W48')
      assert.equal((await eva.get(path)).status, 404)
      assert.equal((await eva.post(`${path}/removal`)).status, 404)
    })

    it('refuse others’ entries: not there without the right to see them, not to be changed without managing accounts', async () => {
      const id = await enter(world.people.admin, { work: 'Only for Adam' })
      const tries: [string, Fields][] = [
        [`${base}/${id}`, form({ version: 1 })],
        [`${base}/${id}/removal`, {}],
      ]
      for (const [rights, status] of [
        [[], 404],
        [['see all time entries'], 403],
        [['manage accounts'], 404],
      ] as const) {
        await world.giveRights(world.people.eva, rights)
        for (const [path, fields] of tries)
          for (const htmx of [false, true]) assert.equal((await eva.post(path, fields, { htmx })).status, status, path)
        assert.equal((await eva.get(`${base}/${id}/edit`)).status, status)
        const page = await eva.get(base)
        assert.equal(page.html.querySelector(`a[href^="${base}/${id}/"]`), null)
        assert.equal(page.text.includes('Only for Adam'), status === 403)
        const told = await eva.get(`/accounts/${world.accounts.seen}/activity`)
        assert.equal(told.text.includes('Only for Adam'), status === 403)
        assert.match(told.text, /entered time/)
      }
      await world.giveRights(world.people.eva, ['see all time entries', 'manage accounts'])
      assert.ok((await eva.get(base)).html.querySelector(`a[href^="${base}/${id}/edit"]`))
      assert.equal((await eva.post(`${base}/${id}`, form({ version: 1 }))).status, 303)
      await world.giveRights(world.people.eva, [])
    })

    it('know no account that one may not see', async () => {
      const hidden = `/accounts/${world.accounts.hidden}/time`
      for (const path of [hidden, `${hidden}/new`]) assert.equal((await eva.get(path)).status, 404)
      for (const path of [hidden, `${hidden}/timer`, `${hidden}/export`])
        assert.equal((await eva.post(path, form())).status, 404)
      assert.equal(await running(world.people.eva), undefined)
      assert.equal((await eva.get(`/time?person=${world.people.owner}`)).status, 404)
      assert.equal((await eva.get(`${base}?person=${world.people.owner}`)).status, 404)
      // An entry is found on its own account alone.
      const id = await enter(world.people.eva, {}, world.accounts.hidden)
      assert.equal((await eva.get(`${base}/${id}`)).status, 404)
    })

    it('show the week of oneself, of somebody and of everybody, with sums', async () => {
      const { eva: evaId, admin } = world.people
      const service = await world.perform((act) =>
        createService(act, { name: 'Advice', rate: money(12000, 'EUR'), is_active: 1 }),
      )
      await enter(evaId, { day: '2026-03-03', minutes: 50, service_id: service })
      await enter(evaId, { day: '2026-03-04', minutes: 50, billable: 0 })
      await enter(admin, { day: '2026-03-04', minutes: 30, work: 'Adam’s' })
      const mine = await eva.get('/time?week=2026-W10')
      assert.match(mine.text, /Week 10: 02\/03\/2026 – 08\/03\/2026/)
      const text = (page: typeof mine, id: string) => page.html.querySelector(id)!.text.replace(/\s+/g, ' ')
      assert.match(text(mine, '#by-day tfoot'), /Total ?1:40 ?50% ?€100\.00/)
      assert.match(text(mine, '#by-account'), /Seen Family ?1:40/)
      assert.doesNotMatch(mine.text, /Adam’s/)
      assert.equal(mine.html.querySelector('select[name=person]'), null)
      assert.match(text(await owner.get('/time?week=2026-W10&person=all'), '#by-day tfoot'), /2:10/)
      const one = await owner.get(`/time?week=2026-W10&person=${admin}`)
      assert.match(text(one, '#by-day tfoot'), /0:30/)
      assert.match(one.html.querySelector('a[rel=next]')!.getAttribute('href')!, /week=2026-W11&person=\d+/)
      const unbilled = await owner.get(`/time?week=2026-W10&person=all&state=non-billable`)
      assert.match(text(unbilled, '#by-day tfoot'), /0:50 ?0%/)
      for (const nonsense of ['week=2026-W99', 'week=x', 'person=-1', 'person=x&state=y', 'at=zzz'])
        assert.equal((await eva.get(`/time?${nonsense}`)).status, 200, nonsense)
      await owner.post('/me/language', { language: 'pt' })
      assert.match(text(await owner.get('/time?week=2026-W10&person=all'), '#by-day tfoot'), /2:10 ?62% ?100,00\s€/)
      await owner.post('/me/language', { language: 'en' })
    })

    it('say how long one worked where one no longer may look', async () => {
      await enter(world.people.eva, { day: '2025-06-02', minutes: 70 }, world.accounts.hidden)
      const page = await eva.get('/time?week=2025-W23')
      assert.match(page.text, /1:10 more on clients that you no longer have access to/)
      assert.doesNotMatch(page.text, /Hidden Holdings/)
    })

    it('show what is billed beside what was worked', async () => {
      const id = await enter(world.people.eva, { minutes: 50, work: 'Rounded' })
      await world.perform((act) => setRounding(act, 15))
      const row = (await eva.get(`${base}/${id}`)).html.querySelector(`#time-entry-${id}`)!.text
      assert.match(row, /0:50.*billed as 1:00/s)
      await world.perform((act) => setRounding(act, 0))
      assert.doesNotMatch((await eva.get(`${base}/${id}`)).text, /billed as/)
    })

    it('start a timer that stands on every page, once however often it is asked for', async () => {
      const plain = await eva.post(`${base}/timer`, { in: 'overview' })
      assert.equal(plain.location, `/accounts/${world.accounts.seen}#overview-time`)
      await eva.post(`${base}/timer`, { in: 'overview' })
      world.app.now = new Date('2026-11-24T10:42:30Z')
      for (const path of ['/accounts', '/me', '/time', base]) {
        const timer = (await eva.get(path)).html.querySelector('#running-timer a[href="/time/timer"]')!
        assert.match(timer.text, /0:42\s+on Seen Family/)
        assert.equal(timer.querySelector('time')!.getAttribute('data-elapsed'), '2550')
      }
      assert.equal((await owner.get('/accounts')).html.querySelector('#running-timer a'), null)
      // It survives signing out.
      await eva.post('/sign-out')
      eva = await world.as(world.people.eva)
      assert.match((await eva.get('/accounts')).html.querySelector('#running-timer')!.text, /0:42/)
      const had = await count()
      const stop = await eva.get('/time/timer')
      assert.equal(stop.html.querySelector('[name=duration]')!.getAttribute('value'), '0:42')
      const timer = (await running(world.people.eva))!.id
      const unsaid = await eva.post('/time/timer', { timer, duration: '0:42', duration_next: '', work: '' })
      assert.equal(unsaid.status, 422)
      const fields = { timer, duration: '0:42', duration_next: '', work: 'By the clock', service: '', billable: 'on' }
      assert.equal((await eva.post('/time/timer', { ...fields, duration: '99' })).status, 422)
      assert.equal((await eva.post('/time/timer', fields)).location, base)
      assert.match((await eva.get(base)).text, /Stopped: 0:42 entered on Seen Family/)
      // Twice is once.
      assert.equal((await eva.post('/time/timer', fields)).location, '/time')
      assert.match((await eva.get('/time')).text, /had already been stopped/)
      assert.equal(await count(), had + 1)
      assert.equal((await eva.get('/time/timer')).location, '/time')
    })

    it('start a timer in place, and put it into the frame', async () => {
      const part = await eva.post(`${base}/timer`, { in: 'overview' }, { htmx: true })
      assert.equal(part.status, 200)
      assert.match(part.html.querySelector('#new-time')!.text, /running here/)
      assert.match(part.html.querySelector('hx-partial[hx-target="#running-timer"]')!.text, /on Seen Family/)
      await noTimers()
    })

    it('ask to stop the one that runs before another is started', async () => {
      const other = await world.openAccount('Other Account', [world.people.eva])
      await eva.post(`${base}/timer`, { in: 'account' })
      world.app.now = new Date('2026-11-24T10:10:00Z')
      for (const htmx of [false, true]) {
        const asked = await eva.post(`/accounts/${other}/time/timer`, { in: 'account' }, { htmx })
        assert.equal(asked.location, `/time/timer?next=${other}`)
      }
      const timer = (await running(world.people.eva))!
      assert.equal(timer.account_id, world.accounts.seen)
      assert.match((await eva.get(`/time/timer?next=${other}`)).text, /Then the timer starts on Other Account/)
      const stop = { timer: timer.id, duration: '0:10', duration_next: '', work: 'First', next: other }
      assert.equal((await eva.post('/time/timer', stop)).location, `/accounts/${other}`)
      assert.equal((await running(world.people.eva))!.account_id, other)
      // What one may not see is not started.
      const again = { ...stop, timer: (await running(world.people.eva))!.id, next: world.accounts.hidden }
      assert.doesNotMatch((await eva.get(`/time/timer?next=${world.accounts.hidden}`)).text, /Hidden Holdings/)
      await eva.post('/time/timer', again)
      assert.equal(await running(world.people.eva), undefined)
    })

    it('split what ran over midnight, a day each, or as the person says', async () => {
      const account = await world.openAccount('Night Shift', [world.people.eva])
      const night = async (fields: Fields) => {
        world.app.now = new Date('2026-11-23T23:20:00Z')
        await eva.post(`/accounts/${account}/time/timer`, {})
        world.app.now = new Date('2026-11-24T00:50:00Z')
        const page = await eva.get('/time/timer')
        assert.match(page.text, /ran past midnight/)
        const shown = ['duration', 'duration_next'].map(
          (name) => page.html.querySelector(`[name=${name}]`)!.getAttribute('value')!,
        )
        assert.deepEqual(shown, ['0:40', '0:50'])
        const timer = (await running(world.people.eva))!.id
        const answer = await eva.post('/time/timer', {
          timer,
          work: 'Night',
          duration: '0:40',
          duration_next: '0:50',
          ...fields,
        })
        const rows = await world.app.db.read
          .selectFrom('time_entry')
          .select(['id', 'day', 'minutes'])
          .where('account_id', '=', account)
          .orderBy('day')
          .execute()
        await world.app.db.write((trx) => trx.deleteFrom('time_entry').where('account_id', '=', account).execute())
        return { status: answer.status, rows: rows.map((row) => [row.day, row.minutes]) }
      }
      assert.deepEqual(await night({}), {
        status: 303,
        rows: [
          ['2026-11-23', 40],
          ['2026-11-24', 50],
        ],
      })
      assert.deepEqual((await night({ duration: '1:30', duration_next: '' })).rows, [['2026-11-23', 90]])
      assert.deepEqual((await night({ duration: '', duration_next: '1:30' })).rows, [['2026-11-24', 90]])
      assert.equal((await night({ duration: '', duration_next: '' })).status, 422)
      await noTimers()
      // A day that has not come yet takes nothing.
      world.app.now = new Date('2026-11-24T10:00:00Z')
      await eva.post(`/accounts/${account}/time/timer`, {})
      const timer = (await running(world.people.eva))!.id
      const early = await eva.post('/time/timer', { timer, work: 'x', duration: '0:10', duration_next: '0:10' })
      assert.equal(early.status, 422)
      await noTimers()
    })

    it('ask how long it really was where a timer was forgotten', async () => {
      await eva.post(`${base}/timer`, {})
      world.app.now = new Date('2026-11-26T09:00:00Z')
      const page = await eva.get('/time/timer')
      assert.match(page.text, /more than twelve hours/)
      assert.equal(page.html.querySelector('[name=duration]')!.getAttribute('value'), '')
      const timer = (await running(world.people.eva))!.id
      const empty = await eva.post('/time/timer', { timer, work: 'Long', duration: '', duration_next: '' })
      assert.equal(empty.status, 422)
      await eva.post('/time/timer', { timer, work: 'Long day', duration: '7h30', duration_next: '' })
      assert.match((await eva.get(base)).text, /Long day.*7:30.*24\/11\/2026/s)
    })

    it('discard a timer after asking, and let one go on an account that is out of sight', async () => {
      await eva.post(`${base}/timer`, {})
      const had = await count()
      assert.match((await eva.get('/time/timer/removal')).text, /cannot be restored/)
      const timer = (await running(world.people.eva))!.id
      assert.equal((await eva.post('/time/timer/removal', { timer })).location, '/time')
      assert.equal((await eva.post('/time/timer/removal', { timer })).status, 303)
      assert.equal(await count(), had)
      await world.perform((act) => startTimer(act, world.people.eva, world.accounts.hidden))
      const page = await eva.get('/time/timer')
      assert.match(page.text, /can only be discarded/)
      assert.doesNotMatch(page.text, /Hidden Holdings/)
      const hidden = (await running(world.people.eva))!.id
      assert.equal((await eva.post('/time/timer', { timer: hidden, work: 'x', duration: '1h' })).status, 404)
      await eva.post('/time/timer/removal', { timer: hidden })
      assert.equal(await running(world.people.eva), undefined)
    })

    it('export what the filters show, for the spreadsheet of the firm’s country', async () => {
      const service = await world.perform((act) =>
        createService(act, { name: 'Letters', rate: money(5050, 'EUR'), is_active: 1 }),
      )
      await enter(world.people.eva, { day: '2024-05-06', work: '=1+1', service_id: service })
      await enter(world.people.admin, { day: '2024-05-06', work: 'Adam’s work' })
      const asked = { filter: 'week=2024-W19&person=all' }
      const mine = await eva.post('/time/export', asked)
      assert.equal(mine.headers.get('content-type'), 'text/csv; charset=utf-8')
      const lines = mine.text
        .replace(/^\uFEFF/, '')
        .trim()
        .split('\r\n')
      assert.equal(lines.length, 2)
      assert.match(
        lines[1]!.replaceAll('"', ''),
        /^2024-05-06;Eva Employee;.*;Seen Family;Letters;;'=1\+1;1:30;1,50;1,50;Unbilled;50,50;75,75;EUR$/,
      )
      assert.match((await owner.post('/time/export', asked)).text, /Adam’s work/)
      const ofAccount = await owner.post(`${base}/export`, {
        filter: `person=${world.people.eva}&from=2024-01-01&to=2024-12-31`,
      })
      assert.equal(ofAccount.text.trim().split('\r\n').length, 2)
      const [told] = (await events(world.app.db.read, { kind: 'time exported' }, 1)).events
      assert.equal(told?.accountId, world.accounts.seen)
    })

    it('are in the account exported whole, as far as whoever exports it may see them', async () => {
      const account = await world.openAccount('Exported whole', [world.people.eva])
      await enter(world.people.eva, { work: 'Eva’s hour' }, account)
      await enter(world.people.admin, { work: 'Adam’s hour' }, account)
      const csvFor = async (person: number) => {
        const staff = await world.staff(person)
        const asked = {
          app: world.app,
          account: await findAccount(world.app.db.read, staff, account),
          staff,
          language: 'en',
          country: 'PT',
          timeZone: 'UTC',
        } as const
        let text = ''
        for await (const part of timeExport(asked))
          if ('file' in part) text += (await part.file.open().toArray()).join('')
        return text
      }
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.match(await csvFor(world.people.eva), /Eva’s hour/)
      assert.doesNotMatch(await csvFor(world.people.eva), /Adam’s hour/)
      assert.match(await csvFor(world.people.owner), /Adam’s hour/)
      const zip = await eva.post(`/accounts/${account}/export`)
      assert.equal(zip.status, 200)
      await world.giveRights(world.people.eva, [])
    })

    it('find a client to enter time on', async () => {
      const page = await eva.get('/time?q=seen')
      assert.ok(page.html.querySelector(`#found form[action="${base}/timer"]`))
      assert.ok(page.html.querySelector(`#found a[href="${base}/new?in=week"]`))
      const part = await eva.get('/time?q=hidden', { htmx: true })
      assert.equal(part.html.querySelector('html'), null)
      assert.match(part.text, /No clients match/)
    })

    it('keep the services, their rates and the rounding', async () => {
      assert.equal((await eva.get('/settings/services')).status, 403)
      assert.equal((await eva.post('/settings/services', { name: 'Nope' })).status, 403)
      assert.equal((await eva.get('/settings')).html.querySelector('a[href="/settings/services"]'), null)
      assert.equal((await owner.post('/settings/services', { name: 'Tax', rate: '45,5 €' })).status, 303)
      for (const [rate, says] of [
        ['1.234', /two ways/],
        ['-5', /not an amount/],
        ['x', /not an amount/],
        ['$5', /not an amount/],
        ['1.2345', /Too many decimals/],
        ['99999999999', /not an amount/],
      ] as const) {
        const wrong = await owner.post('/settings/services', { name: 'Wrong', rate })
        assert.equal(wrong.status, 422, rate)
        assert.match(wrong.html.querySelector('.field-error')!.text, says)
        assert.equal(wrong.html.querySelector('[name=rate]')!.getAttribute('value'), rate)
      }
      const taken = await owner.post('/settings/services', { name: 'TAX', rate: '' })
      assert.match(taken.html.querySelector('.field-error')!.text, /already in use/)
      const service = await world.app.db.read
        .selectFrom('service')
        .selectAll()
        .where('name', '=', 'Tax')
        .executeTakeFirstOrThrow()
      assert.equal(service.rate, 4550)
      const path = `/settings/services/${service.id}`
      const edit = await owner.get(`${path}/edit`)
      assert.equal(edit.html.querySelector('[name=rate]')!.getAttribute('value'), '45.50')
      const own = `rate_${world.people.eva}`
      const fields = { name: 'Tax', rate: '45.50', is_active: 'on', version: 1, [own]: '60' }
      assert.equal((await owner.post(path, fields)).status, 303)
      assert.equal((await owner.post(path, { ...fields, [own]: 'x', version: 2 })).status, 422)
      const stale = await owner.post(path, { ...fields, name: 'Taxes', version: 1 })
      assert.equal(stale.status, 409)
      assert.match(stale.text, /Your entry: <strong>Taxes/)
      assert.equal((await owner.post(path, { ...fields, is_active: '', version: 2 })).status, 303)
      const offered = (await eva.get(`${base}/new`)).html.querySelector('[name=service]')!
      assert.doesNotMatch(offered.text, /Tax/)
      assert.equal((await owner.post('/settings/services/rounding', { rounding: '7' })).status, 422)
      assert.equal((await owner.post('/settings/services/rounding', { rounding: '6' })).status, 303)
      const page = await owner.get('/settings/services')
      assert.ok(page.html.querySelector('[name=rounding][value="6"]')!.hasAttribute('checked'))
    })
  })
