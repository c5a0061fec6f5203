import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { findAccount } from '#src/accounts/account.ts'
import { events } from '#src/audit/events.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { undoMerge } from '#src/merges/undo.ts'
import { CantRestore, restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { choosePrimaryContact, firstContacts, linkContact, unlinkContact } from './link.ts'

for (const engine of engines)
  describe(`the primary contact on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const account = async (id: number) => findAccount(world.app.db.read, await world.staff(world.people.owner), id)
    const first = async (id: number) => {
      const { rows } = await firstContacts(world.app.db.read, await account(id), 5)
      return rows[0]?.first_name
    }
    const choose = (id: number, contactId: number, wanted = true) =>
      world.perform((act) => choosePrimaryContact(act, id, contactId, wanted))
    const restore = async (id: number) => {
      const [event] = (await events(world.app.db.read, { accountId: id }, 1)).events
      await world.performAs(world.people.owner, (act) => restoreEvent(act, restorersOf(world.app), event!))
    }
    /** An account with a contact of its own, named by the world, and two more. */
    const family = async (name: string) => {
      const id = await world.openAccount(name)
      const add = (firstName: string, lastName: string) =>
        world.perform((act) => linkContact(act, id, { contact: contactNamed(firstName, lastName) }))
      return { id, anna: await add('Anna', 'Aa'), zita: await add('Zita', name.split(' ')[1] ?? '') }
    }

    it('is the first by name, else whose name is the account’s, else the chosen one', async () => {
      const { id, anna, zita } = await family('Vale Family')
      assert.equal(await first(id), 'Anna')
      const named = await family('Zita Morais')
      assert.equal(await first(named.id), 'Zita')
      await choose(named.id, named.anna)
      assert.equal(await first(named.id), 'Anna')
      await choose(id, zita)
      assert.equal(await first(id), 'Zita')
      await choose(id, anna, false)
      assert.equal(await first(id), 'Zita', 'another’s choice stays')
      await choose(id, zita, false)
      assert.equal(await first(id), 'Anna')
    })

    it('counts all contacts, and gives the others by name behind it', async () => {
      const { id, zita } = await family('Counted Family')
      await choose(id, zita)
      const { rows, count } = await firstContacts(world.app.db.read, await account(id), 2)
      assert.deepEqual([rows.map((row) => row.first_name), count], [['Zita', 'Anna'], 3])
    })

    it('is told in the activity, and taken back', async () => {
      const { id, anna, zita } = await family('Told Family')
      await choose(id, anna)
      await choose(id, anna)
      await choose(id, zita)
      const told = (await events(world.app.db.read, { accountId: id }, 9)).events
      assert.deepEqual(
        told.filter(({ kind }) => kind === 'primary contact changed').map(({ changes }) => changes.primary_contact),
        [
          ['Anna Aa', 'Zita Family'],
          [null, 'Anna Aa'],
        ],
      )
      await restore(id)
      assert.equal((await account(id)).primary_contact_id, anna)
      await choose(id, anna, false)
      await restore(id)
      assert.equal((await account(id)).primary_contact_id, anna)
    })

    it('is not taken back over a later choice', async () => {
      const { id, anna, zita } = await family('Later Family')
      await choose(id, anna)
      const [event] = (await events(world.app.db.read, { accountId: id }, 1)).events
      await choose(id, zita)
      const late = world.performAs(world.people.owner, (act) => restoreEvent(act, restorersOf(world.app), event!))
      await assert.rejects(late, (error) => error instanceof CantRestore && error.why === 'changed since')
    })

    it('leaves with the link, and comes back with it', async () => {
      const { id, zita } = await family('Left Family')
      await choose(id, zita)
      await world.perform((act) => unlinkContact(act, id, zita))
      assert.deepEqual([(await account(id)).primary_contact_id, await first(id)], [null, 'Anna'])
      await restore(id)
      assert.equal(await first(id), 'Zita')
    })

    it('does not come back over another that was chosen meanwhile', async () => {
      const { id, anna, zita } = await family('Meanwhile Family')
      await choose(id, zita)
      await world.perform((act) => unlinkContact(act, id, zita))
      const [event] = (await events(world.app.db.read, { accountId: id }, 1)).events
      await choose(id, anna)
      await world.performAs(world.people.owner, (act) => restoreEvent(act, restorersOf(world.app), event!))
      assert.equal(await first(id), 'Anna')
    })

    it('goes to the one that stays when two contacts are merged, and back', async () => {
      const { id, anna, zita } = await family('Merged Family')
      await choose(id, zita)
      const at = (contactId: number) => ({ id: contactId, version: 1 })
      const merge = await world.perform((act) =>
        mergeContacts(act, { winner: at(anna), loser: at(zita), choices: new Map() }),
      )
      assert.equal((await account(id)).primary_contact_id, anna)
      await world.perform((act) => undoMerge(act, merge))
      assert.equal((await account(id)).primary_contact_id, zita)
    })

    it('is somebody else’s to be after one who was erased', async () => {
      const { id, anna, zita } = await family('Erased Family')
      await choose(id, anna)
      await world.app.db.write((trx) =>
        trx.updateTable('contact').set({ erased_at: world.app.now.toISOString() }).where('id', '=', anna).execute(),
      )
      await choose(id, zita)
      assert.equal((await account(id)).primary_contact_id, zita)
    })

    it('is one of the account’s contacts, chosen by whoever may link', async () => {
      const { id, anna } = await family('Refused Family')
      await assert.rejects(choose(id, world.contacts.maria), { status: 404 })
      for (const who of [world.people.eva, world.people.nina])
        await assert.rejects(
          world.performAs(who, (act) => choosePrimaryContact(act, id, anna, true)),
          { status: 404 },
        )
      assert.equal((await account(id)).primary_contact_id, null)
    })

    it('is one, however many choose at once', async () => {
      const { id, anna, zita } = await family('Hurried Family')
      await Promise.all([choose(id, anna), choose(id, zita)])
      const chosen = (await account(id)).primary_contact_id
      assert.ok(chosen === anna || chosen === zita)
    })
  })
