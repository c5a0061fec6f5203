import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, deleteAccount } from '#src/accounts/account.ts'
import { rolesOf, setTeam, tagsOf, teamOf } from '#src/accounts/team.ts'
import { setSwitch, settingOf } from '#src/addresses/setting.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { createTag } from '#src/tags/tag.ts'
import { nothing, preparedRun, startedRun } from '#src/testing/bulk.ts'
import { firstTry } from '#src/testing/queue.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import type { Note } from './account.ts'
import type { BulkActions } from './actions.ts'
import { bulkModule } from './module.ts'
import { previewOf } from './preview.ts'
import { changeRun, findRun, startRun, stopRun } from './run.ts'
import { work } from './work.ts'

for (const engine of engines)
  describe(`a bulk run on ${engine}`, () => {
    let world: World
    let db: World['app']['db']['read']
    let vip: number
    let late: number
    before(async () => {
      world = await makeWorld(engine)
      db = world.app.db.read
      vip = await world.perform((act) => createTag(act, { name: 'VIP', colour: 'blue' }))
      late = await world.perform((act) => createTag(act, { name: 'Late', colour: 'red' }))
    })

    const run = async (id: number) => findRun(db, await world.staff(world.people.owner), id)
    const preview = async (id: number) => previewOf(db, await world.staff(world.people.owner), await run(id))
    const go = () => world.app.queue.drain(world.app)
    const done = async (staffId: number, actions: Partial<BulkActions>, only?: number[]) => {
      const id = await startedRun(world, staffId, actions, only)
      await go()
      return id
    }
    const notes = async (id: number, accountId: number): Promise<Note[]> => {
      const row = await db
        .selectFrom('bulk_account')
        .selectAll()
        .where('run_id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
      return JSON.parse(row.detail)
    }
    const outcomes = async (id: number) =>
      (
        await db.selectFrom('bulk_account').select('outcome').where('run_id', '=', id).orderBy('account_id').execute()
      ).map((row) => row.outcome)
    const eventsOf = (accountId: number, kind: string) =>
      db
        .selectFrom('audit_event')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .orderBy('id')
        .execute()
    const ids = (rows: { id: number }[]) => rows.map((row) => row.id)
    /** A new contact with that address, linked to these accounts. */
    const contactOn = (accountIds: number[], name: string, email?: string) =>
      world.perform(async (act) => {
        const contactId = await createContact(act, contactNamed(name, 'Bulk', email))
        for (const accountId of accountIds) await linkContact(act, accountId, { contactId })
        return contactId
      })
    const primary = async (contactId: number) => (await addressesOf(db, contactId))[0]!
    const mailsTo = (contactId: number) =>
      db.selectFrom('outgoing_mail').select('template').where('contact_id', '=', contactId).execute()
    /** As the activation page does it. */
    const makeLogin = (contactId: number, email: string) =>
      world.app.db.write((trx) =>
        trx
          .insertInto('portal_login')
          .values({
            contact_id: contactId,
            email,
            email_key: email,
            password_hash: 'x',
            language: null,
            created_at: world.app.now.toISOString(),
            last_login_at: null,
            last_user_agent: null,
          })
          .execute(),
      )

    it('does to each account what is asked for, as by hand and in the name of who started it', async () => {
      const [one, two] = [await world.openAccount('First', [world.people.eva]), await world.openAccount('Second')]
      await done(world.people.owner, { addTags: [late] }, [two])
      const id = await done(
        world.people.owner,
        {
          addTags: [vip],
          removeTags: [late],
          addTeam: [world.people.nina],
          removeTeam: [world.people.eva],
          roles: { preparer: world.people.nina },
          type: 'company',
        },
        [one, two],
      )
      for (const account of [one, two]) {
        assert.deepEqual(ids(await tagsOf(db, account)), [vip])
        assert.deepEqual(ids(await teamOf(db, account)), [world.people.nina])
        assert.deepEqual(ids(await rolesOf(db, account)), [world.people.nina])
        const [event] = await eventsOf(account, 'account changed')
        assert.deepEqual([event?.staff_id, event?.actor], [world.people.owner, 'Olga Owner'])
      }
      assert.deepEqual(await notes(id, one), [{ did: 'tags' }, { did: 'type' }, { did: 'roles' }, { did: 'team' }])
      const { status, total, processed, changed, skipped } = await run(id)
      assert.deepEqual([status, total, processed, changed, skipped], ['done', 2, 2, 2, 0])
      const again = await done(world.people.owner, { addTags: [vip], type: 'company' }, [one, two])
      assert.deepEqual(await outcomes(again), ['unchanged', 'unchanged'])
      assert.equal((await eventsOf(one, 'account tags changed')).length, 1)
    })

    it('archives and brings back, and says of how many before it does', async () => {
      const [one, two] = [await world.openAccount('Here'), await world.openAccount('Gone')]
      await world.perform((act) => archiveAccount(act, two))
      const id = await preparedRun(world, world.people.owner, { state: 'archive' }, [one, two])
      assert.deepEqual(
        [(await preview(id)).accounts, (await preview(id)).state],
        [2, 1],
        'one of the two is archived already',
      )
      await world.perform(async (act) => startRun(act, id, 1))
      await go()
      assert.deepEqual(await outcomes(id), ['changed', 'unchanged'])
      const back = await done(world.people.owner, { state: 'reactivate' }, [one, two])
      assert.deepEqual(await outcomes(back), ['changed', 'changed'])
    })

    it('says before what it will do to tags, team and roles', async () => {
      const [one, two] = [await world.openAccount('Has', [world.people.eva]), await world.openAccount('Has not')]
      await done(world.people.owner, { addTags: [vip], roles: { reviewer: world.people.admin } }, [one])
      const id = await preparedRun(
        world,
        world.people.owner,
        {
          addTags: [vip],
          removeTags: [late],
          addTeam: [world.people.eva],
          roles: { reviewer: null, preparer: world.people.admin },
          type: 'other',
        },
        [one, two],
      )
      const { tags, team, roles, type, people } = await preview(id)
      assert.deepEqual(tags, [
        { id: vip, added: true, changes: 1 },
        { id: late, added: false, changes: 0 },
      ])
      assert.deepEqual(team, [{ id: world.people.eva, added: true, changes: 1 }])
      assert.deepEqual(roles, [
        { role: 'preparer', id: world.people.admin, changes: 2 },
        { role: 'reviewer', id: null, changes: 1 },
      ])
      assert.deepEqual([type, people], [2, null])
    })

    it('gives LOGIN and invites, as the preview said: each person once, whom it can’t is left out', async () => {
      const [one, two, old] = [
        await world.openAccount('Portal one'),
        await world.openAccount('Portal two'),
        await world.openAccount('Portal old'),
      ]
      // Each of these accounts has a first contact without an address.
      const both = await contactOn([one, two], 'Both', 'both@bulk.test')
      const active = await contactOn([one], 'Active', 'active@bulk.test')
      await makeLogin(active, 'active@bulk.test')
      const twin = await contactOn([two], 'Twin', 'both@bulk.test')
      const robbed = await contactOn([two], 'Robbed', 'active@bulk.test')
      const sleeping = await contactOn([old], 'Sleeping', 'sleeping@bulk.test')
      await world.perform((act) => archiveAccount(act, old))
      const id = await preparedRun(
        world,
        world.people.owner,
        { switches: { login: 'on', notify: 'on' }, invite: true, message: 'Hello' },
        [one, two, old],
      )
      assert.deepEqual((await preview(id)).people, {
        switches: { login: 4, notify: 6, sync: 0 },
        invited: 1,
        again: 0,
        active: 1,
        archived: 1,
        withoutAddress: 3,
        taken: 2,
      })
      assert.deepEqual(
        (await preview(id)).invited.map(({ email }) => email),
        ['both@bulk.test'],
      )
      await world.perform((act) => startRun(act, id, 1))
      await go()
      assert.deepEqual(await outcomes(id), ['partly', 'partly', 'partly'])
      for (const account of [one, two]) assert.equal((await settingOf(db, account, (await primary(both)).id)).login, 1)
      assert.equal((await settingOf(db, two, (await primary(twin)).id)).login, 0)
      assert.equal((await settingOf(db, two, (await primary(twin)).id)).notify, 1)
      assert.deepEqual(await mailsTo(both), [{ template: 'portal invitation' }], 'one mail opens both accounts')
      for (const contact of [active, twin, robbed, sleeping]) assert.deepEqual(await mailsTo(contact), [])
      assert.ok((await notes(id, two)).some((note) => 'did' in note && note.did === 'invited'))
      assert.deepEqual(
        (await notes(id, two))
          .flatMap((note) => ('left' in note && 'contact' in note ? [[note.left, note.contact]] : []))
          .slice(1),
        [
          ['address taken', twin],
          ['address taken', robbed],
        ],
      )
      assert.ok((await notes(id, old)).some((note) => 'left' in note && note.left === 'archived'))

      // Another time those who have been invited are invited again, and nobody gets LOGIN anew.
      const again = await preparedRun(world, world.people.owner, { invite: true }, [one, two, old])
      const people = (await preview(again)).people
      assert.deepEqual([people?.switches.login, people?.invited, people?.again, people?.active], [0, 1, 1, 1])
      const off = await preparedRun(world, world.people.owner, { switches: { login: 'off' } }, [one, two, old])
      assert.equal((await preview(off)).people?.switches.login, 4)
    })

    it('counts for a person of two accounts, one archived, the invitation to the other', async () => {
      const [here, gone] = [await world.openAccount('Half here'), await world.openAccount('Half gone')]
      await contactOn([here, gone], 'Halved', 'halved@bulk.test')
      await world.perform((act) => archiveAccount(act, gone))
      const id = await preparedRun(world, world.people.owner, { switches: { login: 'on' }, invite: true }, [here, gone])
      const people = (await preview(id)).people
      assert.deepEqual([people?.invited, people?.archived, people?.switches.login], [1, 0, 2])
      const back = await preparedRun(
        world,
        world.people.owner,
        { state: 'reactivate', switches: { login: 'on' }, invite: true },
        [gone],
      )
      assert.equal((await preview(back)).people?.invited, 1, 'it is reactivated first')
      const away = await preparedRun(
        world,
        world.people.owner,
        { state: 'archive', switches: { login: 'on' }, invite: true },
        [here],
      )
      assert.deepEqual([(await preview(away)).people?.invited, (await preview(away)).people?.archived], [0, 1])
    })

    it('switches off what is on, and nothing else', async () => {
      const account = await world.openAccount('Switched')
      const contact = await contactOn([account], 'Switched', 'switched@bulk.test')
      const address = await primary(contact)
      for (const name of ['login', 'notify', 'sync'] as const)
        await world.perform((act) => setSwitch(act, account, address.id, name, true))
      await done(world.people.owner, { switches: { notify: 'off', sync: 'on' } }, [account])
      const { login, notify, sync } = await settingOf(db, account, address.id)
      assert.deepEqual([login, notify, sync], [1, 0, 1])
    })

    it('is done once by two workers at once, and no more when it is run again', async () => {
      const accounts: number[] = []
      for (let i = 0; i < 12; i++) accounts.push(await world.openAccount(`Worked ${i}`))
      const id = await startedRun(world, world.people.owner, { addTags: [vip] }, accounts)
      const item = firstTry()
      await Promise.all([work(world.app, { id }, item), work(world.app, { id }, item)])
      await go()
      for (const account of accounts) assert.equal((await eventsOf(account, 'account tags changed')).length, 1)
      const { status, processed, changed } = await run(id)
      assert.deepEqual([status, processed, changed], ['done', 12, 12])
      const finished = await db
        .selectFrom('audit_event')
        .select('id')
        .where('kind', '=', 'bulk work finished')
        .execute()
      await work(world.app, { id }, item)
      const later = await db.selectFrom('audit_event').select('id').where('kind', '=', 'bulk work finished').execute()
      assert.deepEqual(later, finished)
    })

    it('goes on after a crash exactly where it was', async () => {
      const accounts: number[] = []
      for (let i = 0; i < 5; i++) accounts.push(await world.openAccount(`Crashed ${i}`))
      const id = await startedRun(world, world.people.owner, { addTags: [vip] }, accounts)
      let writes = 0
      const dying: World['app'] = {
        ...world.app,
        db: {
          ...world.app.db,
          read: db,
          write: (verbs) => (++writes > 2 ? Promise.reject(new Error('the power went')) : world.app.db.write(verbs)),
        },
      }
      await assert.rejects(work(dying, { id }, firstTry()), /the power went/)
      assert.equal((await run(id)).processed, 2)
      await go()
      assert.deepEqual([(await run(id)).status, (await run(id)).processed], ['done', 5])
      for (const account of accounts) assert.equal((await eventsOf(account, 'account tags changed')).length, 1)
    })

    it('goes on after an account that can’t be changed, and undoes what it had begun with it', async () => {
      const [one, two] = [await world.openAccount('Failing'), await world.openAccount('Failing too')]
      const id = await done(world.people.owner, { addTags: [vip], roles: { preparer: 999_999 } }, [one, two])
      assert.deepEqual(await notes(id, one), [{ left: 'failed' }])
      assert.deepEqual(await tagsOf(db, one), [])
      assert.deepEqual([(await run(id)).status, (await run(id)).skipped], ['done', 2])
    })

    it('stops where it is', async () => {
      const accounts = [await world.openAccount('Stopped'), await world.openAccount('Stopped too')]
      const id = await startedRun(world, world.people.owner, { addTags: [vip] }, accounts)
      await world.perform((act) => stopRun(act, id))
      await go()
      assert.deepEqual([(await run(id)).status, (await run(id)).processed], ['stopped', 0])
      assert.deepEqual(await outcomes(id), [null, null])
      await world.perform((act) => stopRun(act, id))
      const stops = await db.selectFrom('audit_event').select('id').where('kind', '=', 'bulk work stopped').execute()
      assert.equal(stops.length, 1)
    })

    it('starts once, and not when its choices were changed since', async () => {
      const id = await preparedRun(world, world.people.owner, { addTags: [vip] })
      const waiting = () =>
        db.selectFrom('queue_item').select('id').where('payload', '=', JSON.stringify({ id })).execute()
      await world.perform((act) => changeRun(act, id, 1, { ...nothing, addTags: [late] }))
      await assert.rejects(
        world.perform((act) => startRun(act, id, 1)),
        { status: 409 },
      )
      assert.equal((await waiting()).length, 0)
      await Promise.all([world.perform((act) => startRun(act, id, 2)), world.perform((act) => startRun(act, id, 2))])
      assert.equal((await waiting()).length, 1)
      await assert.rejects(
        world.perform((act) => changeRun(act, id, 3, nothing)),
        { status: 409 },
      )
      await world.perform((act) => stopRun(act, id))
      await go()
    })

    it('looks at rights and accounts again with each account', async () => {
      const accounts: number[] = []
      for (let i = 0; i < 3; i++) accounts.push(await world.openAccount(`Watched ${i}`, [world.people.eva]))
      const [kept = 0, left = 0, deleted = 0] = accounts
      await world.giveRights(world.people.eva, ['manage tags', 'assign team members'])
      const id = await startedRun(world, world.people.eva, { addTags: [vip], addTeam: [world.people.nina] }, accounts)
      await world.giveRights(world.people.eva, ['assign team members'])
      await world.perform((act) => setTeam(act, left, []))
      await world.perform(async (act) => {
        await archiveAccount(act, deleted)
        await deleteAccount(act, deleted)
      })
      const ready = previewOf(db, await world.staff(world.people.eva), await run(id))
      assert.deepEqual([(await ready).accounts, (await ready).gone], [1, 2])
      await go()
      assert.deepEqual(await notes(id, kept), [{ left: 'not allowed', part: 'tags' }, { did: 'team' }])
      assert.deepEqual(await notes(id, left), [{ left: 'gone' }])
      assert.deepEqual(await notes(id, deleted), [{ left: 'gone' }])
      assert.deepEqual(await tagsOf(db, kept), [])
      assert.deepEqual(await teamOf(db, left), [])
      assert.deepEqual(await outcomes(id), ['partly', 'skipped', 'skipped'])
    })

    it('breaks off when who started it no longer works here', async () => {
      const leaver = await world.addPerson({
        email: 'leaver@firm.test',
        name: 'Lea Leaver',
        role: 'employee',
        rights: ['view all accounts', 'manage accounts'],
      })
      const id = await startedRun(world, leaver, { addTags: [vip] }, [world.accounts.hidden])
      await world.app.db.write((trx) =>
        trx
          .updateTable('staff')
          .set({ deactivated_at: world.app.now.toISOString() })
          .where('id', '=', leaver)
          .execute(),
      )
      await go()
      assert.equal((await run(id)).status, 'failed')
      assert.deepEqual(await tagsOf(db, world.accounts.hidden), [])
    })

    it('takes the accounts that the filter let through when it was made', async () => {
      const id = await preparedRun(world, world.people.eva, { addTags: [late] })
      const before = (await run(id)).total
      await world.openAccount('Came later', [world.people.eva])
      await world.perform(async (act) => startRun(act, id, 1))
      await go()
      assert.deepEqual([(await run(id)).total, (await run(id)).processed], [before, before])
    })

    it('is forgotten when nobody starts it for a day', async () => {
      const id = await preparedRun(world, world.people.owner, { addTags: [vip] })
      await bulkModule.hourly!(world.app)
      assert.equal((await run(id)).status, 'ready')
      world.app.now = new Date(world.app.now.getTime() + 25 * 3_600_000)
      await bulkModule.hourly!(world.app)
      await assert.rejects(run(id), { status: 404 })
      const left = await db.selectFrom('bulk_account').select('account_id').where('run_id', '=', id).execute()
      assert.deepEqual(left, [])
    })

    it('stops where the disk is full, and goes on from there without an account that failed', async () => {
      const { people, accounts, app } = world
      const id = await startedRun(world, people.owner, { addTags: [vip] }, [accounts.seen, accounts.hidden])
      const { write } = app.db
      let writes = 0
      app.db.write = async (verbs) =>
        write(async (trx) => {
          const result = await verbs(trx)
          if (++writes === 2) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
          return result
        })
      await assert.rejects(work(app, { id }, firstTry()), { code: 'SQLITE_FULL' })
      app.db.write = write
      assert.deepEqual((await outcomes(id)).filter((outcome) => outcome === null).length, 1)
      await work(app, { id }, { ...firstTry(), attempts: 2 })
      assert.equal((await run(id)).status, 'done')
      assert.ok((await outcomes(id)).every((outcome) => outcome === 'changed' || outcome === 'skipped'))
    })
  })
