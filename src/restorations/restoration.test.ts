import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changeAccount, findAccount } from '#src/accounts/account.ts'
import { setAccountTags, setTeam, tagsOf, teamOf } from '#src/accounts/team.ts'
import { setSwitch, settingOf } from '#src/addresses/setting.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { type AuditEvent, events } from '#src/audit/events.ts'
import { changeContact, fieldsOf, findContact } from '#src/contacts/contact.ts'
import {
  describeLink,
  findLink,
  linkContact,
  linkedContacts,
  linkLeaving,
  linkRestored,
  unlinkContact,
} from '#src/links/link.ts'
import { on } from '#src/platform/hook.ts'
import { createTag, deleteTag } from '#src/tags/tag.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { CantRestore, restorable, restoreEvent, restorersOf } from './restoration.ts'

for (const engine of engines)
  describe(`taking changes back on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const newest = async (of: { accountId: number } | { contactId: number }): Promise<AuditEvent> =>
      (await events(world.app.db.read, of, 1)).events[0]!
    const restore = (event: AuditEvent, who = world.people.owner) =>
      world.performAs(who, (act) => restoreEvent(act, restorersOf(world.app), event))
    const because = (why: string) => (error: unknown) => error instanceof CantRestore && error.why === why
    const account = async (id: number) => findAccount(world.app.db.read, await world.staff(world.people.owner), id)
    const pair = async (name: string) => {
      const id = await world.openAccount(name)
      const contactId = await world.perform((act) =>
        linkContact(act, id, { contact: contactNamed('Second', name), description: 'Sister' }),
      )
      return { id, contactId }
    }
    const change = (id: number, verb: (act: Act, version: number) => Promise<unknown>) =>
      world.perform(async (act) => {
        const { version } = await act.trx
          .selectFrom('account')
          .select('version')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        return verb(act, version)
      })

    it('links an unlinked contact again, with its description, its place and what others kept of it', async () => {
      const { id, contactId } = await pair('Undone')
      await world.app.db.write((trx) =>
        trx
          .updateTable('link')
          .set({ signer_position: 2 })
          .where('account_id', '=', id)
          .where('contact_id', '=', contactId)
          .execute(),
      )
      const told: unknown[] = []
      const left = on(linkLeaving, async (_act, link, kept) => {
        if (link.accountId === id) kept.test = 'kept'
      })
      const back = on(linkRestored, async (_act, link, kept) => {
        if (link.accountId === id) told.push(kept.test)
      })
      world.app.modules = [...world.app.modules, { name: 'test', hears: [left, back] }]
      await world.perform((act) => unlinkContact(act, id, contactId))
      assert.deepEqual(await restore(await newest({ accountId: id })), [])
      const link = await findLink(world.app.db.read, id, contactId)
      assert.deepEqual([link.description, link.signer_position], ['Sister', 2])
      assert.deepEqual(told, ['kept'])
      const event = await newest({ accountId: id })
      assert.equal(event.kind, 'restored')
      assert.deepEqual(event.changes.description, [null, 'Sister'])
      assert.equal(event.undo, null)
    })

    it('gives a link the switches of its addresses back, all in events that say so', async () => {
      const id = await world.openAccount('Switched')
      const contactId = await world.perform((act) =>
        linkContact(act, id, { contact: contactNamed('Log', 'In', 'log.in@switched.test') }),
      )
      const { id: addressId } = await world.app.db.read
        .selectFrom('address')
        .select('id')
        .where('contact_id', '=', contactId)
        .executeTakeFirstOrThrow()
      await world.perform((act) => setSwitch(act, id, addressId, 'login', true))
      await world.perform((act) => unlinkContact(act, id, contactId))
      assert.equal((await settingOf(world.app.db.read, id, addressId)).login, 0)
      const before = await newest({ accountId: id })
      await restore(before)
      const { login, signer } = await settingOf(world.app.db.read, id, addressId)
      assert.deepEqual([login, signer], [1, 1])
      const since = (await events(world.app.db.read, { accountId: id }, 50)).events.filter(({ id }) => id > before.id)
      assert.deepEqual(new Set(since.map((event) => event.kind)), new Set(['restored']))
    })

    it('says who took an event back and when, and refuses a second time', async () => {
      const { id, contactId } = await pair('Only Once')
      await world.perform((act) => unlinkContact(act, id, contactId))
      const event = await newest({ accountId: id })
      await restore(event)
      await assert.rejects(restore(event), because('restored already'))
      const [again] = (await events(world.app.db.read, { accountId: id, before: event.id + 1 }, 1)).events
      assert.equal(again?.undo?.undoneBy, 'Olga Owner')
      assert.equal(again?.undo?.undoneAt, world.app.now.toISOString())
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 2)
    })

    it('lets one of two people take the same event back', async () => {
      const { id, contactId } = await pair('Two At Once')
      await world.perform((act) => unlinkContact(act, id, contactId))
      const event = await newest({ accountId: id })
      const results = await Promise.allSettled([restore(event), restore(event)])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const kinds = (await events(world.app.db.read, { accountId: id }, 50)).events.map(({ kind }) => kind)
      assert.equal(kinds.filter((kind) => kind === 'restored').length, 1)
    })

    it('refuses a link that is there again, or whose contact is merged away or gone', async () => {
      const { id, contactId } = await pair('Linked Since')
      await world.perform((act) => unlinkContact(act, id, contactId))
      const event = await newest({ accountId: id })
      await world.perform((act) => linkContact(act, id, { contactId }))
      await assert.rejects(restore(event), because('linked again'))
      await world.perform((act) => unlinkContact(act, id, contactId))
      await world.app.db.write((trx) =>
        trx.updateTable('contact').set({ merged_into_id: world.contacts.zoe }).where('id', '=', contactId).execute(),
      )
      await assert.rejects(restore(event), because('contact gone'))
      await world.app.db.write((trx) => trx.deleteFrom('contact').where('id', '=', contactId).execute())
      await assert.rejects(restore(event), because('contact gone'))
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 1)
    })

    it('puts an account’s fields back where they are still as the event made them, and names the others', async () => {
      const id = await world.openAccount('Before')
      await change(id, (act, version) =>
        changeAccount(act, id, version, { name: 'After', type: 'company', company_city: 'Faro' }),
      )
      const event = await newest({ accountId: id })
      await change(id, (act, version) => changeAccount(act, id, version, { company_city: 'Porto' }))
      assert.deepEqual(await restore(event), ['company_city'])
      const now = await account(id)
      assert.deepEqual(
        [now.name, now.type, now.company_city, now.sort_name],
        ['Before', 'individual', 'Porto', 'before'],
      )
      const told = await newest({ accountId: id })
      assert.equal(told.kind, 'restored')
      assert.deepEqual(told.changes, { name: ['After', 'Before'], type: ['company', 'individual'] })
    })

    it('refuses where everything has been changed since, and can then be tried again', async () => {
      const id = await world.openAccount('First')
      await change(id, (act, version) => changeAccount(act, id, version, { name: 'Second' }))
      const event = await newest({ accountId: id })
      await change(id, (act, version) => changeAccount(act, id, version, { name: 'Third' }))
      await assert.rejects(restore(event), because('changed since'))
      assert.equal((await account(id)).name, 'Third')
      await change(id, (act, version) => changeAccount(act, id, version, { name: 'Second' }))
      await restore(event)
      assert.equal((await account(id)).name, 'First')
    })

    it('puts a description back, unless it has another one since or the link is gone', async () => {
      const { id, contactId } = await pair('Described')
      await world.perform((act) => describeLink(act, id, contactId, 1, 'Brother'))
      const event = await newest({ accountId: id })
      await world.perform((act) => describeLink(act, id, contactId, 2, 'Cousin'))
      const later = await newest({ accountId: id })
      await assert.rejects(restore(event), because('changed since'))
      await restore(later)
      await restore(event)
      assert.equal((await findLink(world.app.db.read, id, contactId)).description, 'Sister')
      await world.perform((act) => describeLink(act, id, contactId, 5, ''))
      const last = await newest({ accountId: id })
      await world.perform((act) => unlinkContact(act, id, contactId))
      await assert.rejects(restore(last), because('not linked'))
    })

    it('puts tags back that were taken off, takes off those that were put on, and names one that is gone', async () => {
      const id = await world.openAccount('Tagged')
      const [a, b, c] = await world.perform(async (act) => [
        await createTag(act, { name: 'A', colour: 'blue' }),
        await createTag(act, { name: 'B', colour: 'blue' }),
        await createTag(act, { name: 'C', colour: 'blue' }),
      ])
      await world.perform((act) => setAccountTags(act, id, [a!, b!]))
      await world.perform((act) => setAccountTags(act, id, [c!]))
      const event = await newest({ accountId: id })
      await world.perform((act) => deleteTag(act, b!))
      assert.deepEqual(await restore(event), ['B'])
      const names = (await tagsOf(world.app.db.read, id)).map((tag) => tag.name)
      assert.deepEqual(names, ['A'])
      assert.deepEqual((await newest({ accountId: id })).changes, { tags: ['C', 'A'] })
    })

    it('puts the team back, and leaves whoever joined since', async () => {
      const { eva, nina, admin } = world.people
      const id = await world.openAccount('Team', [eva])
      await world.perform((act) => setTeam(act, id, [nina]))
      const event = await newest({ accountId: id })
      await world.perform((act) => setTeam(act, id, [nina, admin]))
      await restore(event)
      assert.deepEqual((await teamOf(world.app.db.read, id)).map((one) => one.id).sort(), [eva, admin].sort())
    })

    it('puts a contact’s own fields back, and leaves its addresses', async () => {
      const owner = await world.staff(world.people.owner)
      const id = world.contacts.zoe
      const zoe = await findContact(world.app.db.read, owner, id)
      await world.perform((act) =>
        changeContact(act, id, zoe.version, {
          fields: { ...fieldsOf(zoe), last_name: 'Known', city: 'Faro', birth_date: '1980-01-01' },
          emails: ['zoe@elsewhere.test'],
          phones: [],
        }),
      )
      assert.deepEqual(await restore(await newest({ contactId: id })), ['emails'])
      const now = await findContact(world.app.db.read, owner, id)
      assert.deepEqual([now.last_name, now.city, now.birth_date], ['Secret', '', null])
      const { email } = await world.app.db.read
        .selectFrom('address')
        .select('email')
        .where('contact_id', '=', id)
        .executeTakeFirstOrThrow()
      assert.equal(email, 'zoe@elsewhere.test')
      assert.equal((await newest({ contactId: id })).kind, 'restored')
    })

    it('asks for each kind’s own right', async () => {
      const { eva } = world.people
      const id = await world.openAccount('Rights', [eva])
      const tag = await world.perform((act) => createTag(act, { name: 'Right', colour: 'blue' }))
      await world.perform((act) => setAccountTags(act, id, [tag]))
      const tags = await newest({ accountId: id })
      await change(id, (act, version) => changeAccount(act, id, version, { name: 'Renamed' }))
      const name = await newest({ accountId: id })
      await world.giveRights(eva, ['manage tags'])
      const staff = await world.staff(eva)
      assert.deepEqual([...restorable(restorersOf(world.app), staff, [tags, name])], [tags.id])
      await assert.rejects(restore(name, eva), { status: 403 })
      assert.equal((await account(id)).name, 'Renamed')
      await restore(tags, eva)
      await world.giveRights(eva, [])
    })

    it('knows nothing of events that leave nothing to take back', async () => {
      const id = await world.perform((act) => record(act, { kind: 'account archived', accountId: world.accounts.seen }))
      const event = await newest({ accountId: world.accounts.seen })
      assert.equal(event.id, id)
      await assert.rejects(restore(event), { status: 404 })
    })
  })
