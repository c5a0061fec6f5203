import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { deleteAccount } from '#src/accounts/account.ts'
import { type AuditEvent, events } from '#src/audit/events.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { money, sum } from '#src/platform/money.ts'
import { CantRestore, restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { timeDoctor } from './doctor.ts'
import { amountFor, billedFor } from './duration.ts'
import { addEntry, changeEntry, deleteEntry, type EntryFields } from './entry.ts'
import type { TimeFilter } from './filter.ts'
import {
  entryPage,
  findEntry,
  latestEntries,
  minutesOutOfSight,
  totalsByAccount,
  totalsByDay,
  totalsOf,
} from './list.ts'
import { changeService, createService, setRounding } from './service.ts'
import { discardTimer, findTimer, startTimer, stopTimer } from './timer.ts'

for (const engine of engines)
  describe(`time on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const fields = (more: Partial<EntryFields> = {}): EntryFields => ({
      day: '2026-05-04',
      minutes: 90,
      work: 'Books',
      service_id: null,
      billable: 1,
      job_id: null,
      ...more,
    })
    const enter = (account: number, person: number, more: Partial<EntryFields> = {}) =>
      world.perform((act) => addEntry(act, account, person, fields(more)))
    const all = (more: Partial<TimeFilter> = {}): TimeFilter => ({
      accountId: null,
      person: null,
      state: null,
      from: '',
      to: '',
      job: null,
      ...more,
    })
    const entryOf = async (account: number, id: number, who = world.people.owner) =>
      findEntry(world.app.db.read, await world.staff(who), account, id)
    const newest = async (accountId: number): Promise<AuditEvent> =>
      (await events(world.app.db.read, { accountId }, 1)).events[0]!
    const restore = (event: AuditEvent) =>
      world.performAs(world.people.owner, (act) => restoreEvent(act, restorersOf(world.app), event))

    it('costs what the person’s hour of the service does, else the service’s, else nothing is known', async () => {
      const { eva, nina } = world.people
      const id = await world.openAccount('Rates')
      const service = await world.perform((act) =>
        createService(act, { name: 'Payroll', rate: money(4000, 'EUR'), is_active: 1 }),
      )
      const own = new Map([[nina, money(6050, 'EUR')]])
      await world.perform((act) =>
        changeService(act, service, 1, { name: 'Payroll', rate: money(4500, 'EUR'), is_active: 1 }, own),
      )
      const [usual, dear, none] = [
        await enter(id, eva, { service_id: service }),
        await enter(id, nina, { service_id: service }),
        await enter(id, nina),
      ]
      const rate = async (entry: number) => {
        const { rate, currency } = await entryOf(id, entry)
        return [rate, currency]
      }
      assert.deepEqual(await rate(usual), [4500, 'EUR'])
      assert.deepEqual(await rate(dear), [6050, 'EUR'])
      assert.deepEqual(await rate(none), [null, 'EUR'])
      // What is written keeps its rate.
      await world.perform((act) =>
        changeService(
          act,
          service,
          2,
          { name: 'Payroll', rate: money(9900, 'EUR'), is_active: 1 },
          new Map([[nina, null]]),
        ),
      )
      assert.deepEqual(await rate(dear), [6050, 'EUR'])
      await world.perform((act) => changeEntry(act, id, usual, 1, fields({ service_id: service, minutes: 60 })))
      assert.deepEqual(await rate(usual), [4500, 'EUR'])
      await world.perform((act) => changeEntry(act, id, none, 1, fields({ service_id: service })))
      assert.deepEqual(await rate(none), [9900, 'EUR'])
    })

    it('is summed exactly, as numbers, with what is billed rounded up entry by entry', async () => {
      const { eva, nina } = world.people
      const id = await world.openAccount('Sums')
      const service = await world.perform((act) =>
        createService(act, { name: 'Audit', rate: money(4550, 'EUR'), is_active: 1 }),
      )
      await enter(id, eva, { service_id: service, minutes: 1 })
      await enter(id, eva, { service_id: service, minutes: 16, day: '2026-05-05' })
      await enter(id, nina, { service_id: service, minutes: 90, billable: 0 })
      await enter(id, nina, { minutes: 13 })
      const owner = await world.staff(world.people.owner)
      const sums = await totalsOf(world.app.db.read, owner, all({ accountId: id }), 15)
      assert.deepEqual(sums, [{ minutes: 120, billable: 30, billed: 60, amount: money(1138 + 2275, 'EUR') }])
      const [exact] = await totalsOf(world.app.db.read, owner, all({ accountId: id }), 0)
      assert.deepEqual([exact?.billed, exact?.amount], [30, money(76 + 1213, 'EUR')])
      const byDay = await totalsByDay(world.app.db.read, owner, all({ accountId: id }), 6)
      assert.deepEqual(
        byDay.map((row) => [row.day, row.minutes, row.billed]),
        [
          ['2026-05-04', 104, 24],
          ['2026-05-05', 16, 18],
        ],
      )
    })

    it('is summed exactly where a number would not be, and as one entry costs', async () => {
      const { owner } = world.people
      const id = await world.openAccount('Beyond numbers')
      const staff = await world.staff(owner)
      const service = await world.perform((act) =>
        createService(act, { name: 'Dear', rate: money(Number.MAX_SAFE_INTEGER, 'EUR'), is_active: 1 }),
      )
      for (let n = 0; n < 3; n++) await enter(id, owner, { service_id: service, minutes: 60 })
      const [huge] = await totalsOf(world.app.db.read, staff, all({ accountId: id }), 0)
      assert.deepEqual(huge?.amount, money(3n * BigInt(Number.MAX_SAFE_INTEGER), 'EUR'))
      const usual = await world.openAccount('As one costs')
      const odd = await world.perform((act) =>
        createService(act, { name: 'Odd', rate: money(4567, 'EUR'), is_active: 1 }),
      )
      const minutes = [1, 7, 13, 29, 30, 31, 59, 61, 719, 1440]
      for (const n of minutes) await enter(usual, owner, { service_id: odd, minutes: n })
      for (const rounding of [0, 6, 15]) {
        const [sums] = await totalsOf(world.app.db.read, staff, all({ accountId: usual }), rounding)
        const each = minutes.map((n) => amountFor(billedFor(n, rounding), money(4567, 'EUR')))
        assert.deepEqual(sums?.amount, sum(each, 'EUR'), `rounded to ${rounding}`)
      }
    })

    it('tells what an hour costs and did, with its currency', async () => {
      const told = async () => {
        const { events: all } = await events(world.app.db.read, {}, 20)
        return all.find(({ subject }) => subject === 'Letters')!.changes
      }
      const rate = money(5050, 'EUR')
      const service = await world.perform((act) => createService(act, { name: 'Letters', rate, is_active: 1 }))
      assert.deepEqual((await told()).rate, [null, '50.50 EUR'])
      const own = new Map([[world.people.nina, money(6000, 'EUR')]])
      await world.perform((act) => changeService(act, service, 1, { name: 'Letters', rate: null, is_active: 1 }, own))
      const { name } = await world.staff(world.people.nina)
      assert.deepEqual(await told(), { rate: ['50.50 EUR', null], [name]: [null, '60.00 EUR'] })
    })

    it('is one’s own alone without the right, on accounts that one sees alone', async () => {
      const { eva, nina } = world.people
      const [shared, hidden] = [await world.openAccount('Shared', [eva]), await world.openAccount('Hidden time')]
      const own = await enter(shared, eva, { day: '2025-01-06' })
      const others = await enter(shared, nina, { day: '2025-01-06', minutes: 10 })
      await enter(hidden, eva, { day: '2025-01-07', minutes: 25 })
      const db = world.app.db.read
      const week = all({ from: '2025-01-06', to: '2025-01-12' })
      const ids = async (who: number) =>
        (await entryPage(db, await world.staff(who), week, null)).rows.map((row) => row.id)
      assert.deepEqual(await ids(eva), [own])
      assert.deepEqual(await ids(nina), [])
      assert.equal((await ids(world.people.owner)).length, 3)
      await assert.rejects(entryOf(shared, others, eva), { status: 404 })
      assert.equal((await latestEntries(db, await world.staff(eva), shared, 5)).count, 1)
      assert.equal(await minutesOutOfSight(db, await world.staff(eva), '2025-01-06', '2025-01-12'), 25)
      await world.giveRights(eva, ['see all time entries'])
      assert.deepEqual((await ids(eva)).sort(), [own, others].sort())
      const sums = await totalsByAccount(db, await world.staff(eva), week, 0)
      assert.deepEqual(
        sums.map((row) => [row.account, row.minutes]),
        [['Shared', 100]],
      )
      await world.giveRights(eva, [])
    })

    it('is paged by day and number, forwards and back', async () => {
      const id = await world.openAccount('Pages')
      const made: number[] = []
      for (const day of ['2026-01-01', '2026-01-03', '2026-01-02', '2026-01-03', '2026-01-01'])
        made.push(await enter(id, world.people.owner, { day }))
      const owner = await world.staff(world.people.owner)
      const page = (cursor: Parameters<typeof entryPage>[3]) =>
        entryPage(world.app.db.read, owner, all({ accountId: id }), cursor, 2)
      const first = await page(null)
      const second = await page(readCursor(first.next))
      const third = await page(readCursor(second.next))
      const order = [first, second, third].flatMap(({ rows }) => rows.map((row) => made.indexOf(row.id)))
      assert.deepEqual(order, [3, 1, 2, 4, 0])
      assert.equal(third.next, undefined)
      assert.deepEqual(
        (await page(readCursor(third.previous))).rows.map((row) => made.indexOf(row.id)),
        [2, 4],
      )
    })

    it('that somebody changed meanwhile is not overwritten', async () => {
      const id = await world.openAccount('Stale')
      const entry = await enter(id, world.people.eva)
      await world.perform((act) => changeEntry(act, id, entry, 1, fields({ minutes: 30 })))
      await assert.rejects(
        world.perform((act) => changeEntry(act, id, entry, 1, fields({ minutes: 45 }))),
        (error: { status?: number; theirs?: { minutes: number } }) =>
          error.status === 409 && error.theirs?.minutes === 30,
      )
      const two = await Promise.allSettled(
        [50, 55].map((minutes) => world.perform((act) => changeEntry(act, id, entry, 2, fields({ minutes })))),
      )
      assert.deepEqual(two.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('comes back as it was when it was deleted, and each field when it was changed', async () => {
      const id = await world.openAccount('Restored')
      const entry = await enter(id, world.people.eva)
      await world.perform((act) => changeEntry(act, id, entry, 1, fields({ minutes: 30, work: 'Less' })))
      const changed = await newest(id)
      await world.perform((act) => changeEntry(act, id, entry, 2, fields({ minutes: 30, work: 'Other' })))
      assert.deepEqual(await restore(changed), ['time_work'])
      const now = await entryOf(id, entry)
      assert.deepEqual([now.minutes, now.work], [90, 'Other'])
      await world.perform((act) => deleteEntry(act, id, entry))
      const deleted = await newest(id)
      await assert.rejects(entryOf(id, entry), { status: 404 })
      assert.deepEqual(await restore(deleted), [])
      const back = await entryOf(id, entry)
      assert.deepEqual([back.minutes, back.work, back.staff_id], [90, 'Other', world.people.eva])
      await assert.rejects(restore(deleted), (error) => error instanceof CantRestore)
      await world.perform((act) => deleteEntry(act, id, entry))
      const event = (await events(world.app.db.read, { accountId: id }, 20)).events.find(
        ({ kind, undo }) => kind === 'time entry changed' && !undo?.undoneAt,
      )
      await assert.rejects(restore(event!), (error) => error instanceof CantRestore && error.why === 'time entry gone')
    })

    it('runs on one timer for each person, however often and wherever it is started', async () => {
      const { nina } = world.people
      const [one, other] = [await world.openAccount('One'), await world.openAccount('Other')]
      const start = (account: number) => world.perform((act) => startTimer(act, nina, account))
      const started = await Promise.all([start(one), start(one)])
      assert.deepEqual(started, [true, true])
      assert.equal(await start(other), false)
      await world.giveRights(nina, ['view all accounts'])
      const timer = await findTimer(world.app.db.read, await world.staff(nina))
      assert.deepEqual([timer?.account_id, timer?.account], [one, 'One'])
      await world.giveRights(nina, [])
      // Whoever no longer sees the account is not told its name.
      assert.equal((await findTimer(world.app.db.read, await world.staff(nina)))?.account, null)
      const stop = () =>
        world.perform((act) =>
          stopTimer(act, nina, timer!.id, {
            work: 'Night',
            service_id: null,
            billable: 1,
            days: [
              { day: '2026-05-04', minutes: 10 },
              { day: '2026-05-05', minutes: 20 },
            ],
          }),
        )
      assert.deepEqual((await Promise.all([stop(), stop()])).sort(), [false, true])
      const owner = await world.staff(world.people.owner)
      const { rows } = await entryPage(world.app.db.read, owner, all({ accountId: one }), null)
      assert.deepEqual(
        rows.map((row) => [row.day, row.minutes]),
        [
          ['2026-05-05', 20],
          ['2026-05-04', 10],
        ],
      )
    })

    it('started on two accounts at once runs on one of them', async () => {
      const { admin } = world.people
      const accounts = [await world.openAccount('Left'), await world.openAccount('Right')]
      const started = await Promise.all(
        accounts.map((account) => world.perform((act) => startTimer(act, admin, account))),
      )
      assert.deepEqual(started.sort(), [false, true])
      const timer = await findTimer(world.app.db.read, await world.staff(admin))
      assert.equal(await world.perform((act) => discardTimer(act, world.people.eva, timer!.id)), false)
      assert.equal(await world.perform((act) => discardTimer(act, admin, timer!.id)), true)
      assert.equal(await world.perform((act) => discardTimer(act, admin, timer!.id)), false)
    })

    it('goes with its account, and the doctor finds nothing wrong until there is', async () => {
      const { eva } = world.people
      const id = world.accounts.old
      await enter(id, eva)
      await world.perform((act) => startTimer(act, eva, id))
      await world.perform((act) => deleteAccount(act, id))
      assert.equal(await findTimer(world.app.db.read, await world.staff(eva)), undefined)
      assert.deepEqual(await timeDoctor(world.app), [])
      const wrong = await enter(world.accounts.seen, eva, { minutes: 1500, day: '2999-01-01' })
      await world.app.db.write((trx) =>
        trx.updateTable('time_entry').set({ work: '' }).where('id', '=', wrong).execute(),
      )
      await world.app.db.write((trx) =>
        trx
          .insertInto('time_timer')
          .values({ staff_id: eva, account_id: world.accounts.seen, started_at: '2999-01-01T00:00:00.000Z' })
          .execute(),
      )
      assert.equal((await timeDoctor(world.app)).length, 3)
    })

    it('is rounded as the firm sets it, told once', async () => {
      await world.perform((act) => setRounding(act, 6))
      await world.perform((act) => setRounding(act, 6))
      const told = (await events(world.app.db.read, { kind: 'firm changed' }, 10)).events
      assert.deepEqual(
        told.map(({ changes }) => changes),
        [{ time_rounding: ['0', '6'] }],
      )
    })
  })
