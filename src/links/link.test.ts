import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { blankAccount } from '#src/accounts/account.ts'
import { perform, systemActor } from '#src/audit/audit.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { describeLink, findLink, LastContact, linkContact, linkedContacts, openAccount, unlinkContact } from './link.ts'

for (const engine of engines)
  describe(`links on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    it('opens an account together with its contacts, and names it after the first', async () => {
      const account = await world.perform((act) =>
        openAccount(act, { fields: blankAccount, contacts: [{ contact: contactNamed('Inês', 'da Graça') }] }),
      )
      assert.equal(account.name, 'Inês da Graça')
      assert.match(account.short_id, /^IG\d+$/)
      assert.equal((await linkedContacts(world.app.db.read, account.id)).length, 1)
    })

    it('names a company after itself', async () => {
      const fields = { ...blankAccount, type: 'company' as const, company_name: 'Padaria Sol, Lda.' }
      const account = await world.perform((act) =>
        openAccount(act, { fields, contacts: [{ contact: contactNamed('Rui', 'Sol') }] }),
      )
      assert.equal(account.name, 'Padaria Sol, Lda.')
    })

    it('makes no account without a contact, and leaves nothing of it behind', async () => {
      const count = () =>
        world.app.db.read
          .selectFrom('account')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      const before = await count()
      await assert.rejects(world.perform((act) => openAccount(act, { fields: blankAccount, contacts: [] })))
      assert.deepEqual(await count(), before)
    })

    it('gives every account an ID of its own, also at the same moment', async () => {
      const accounts = await Promise.all(
        Array.from({ length: 8 }, () =>
          world.perform((act) =>
            openAccount(act, {
              fields: { ...blankAccount, name: 'Quinta Quente' },
              contacts: [{ contact: contactNamed('Q', 'Q') }],
            }),
          ),
        ),
      )
      assert.equal(new Set(accounts.map((account) => account.short_id)).size, 8)
    })

    it('refuses to unlink the last contact', async () => {
      const account = await world.openAccount('Lonely')
      const [only] = await linkedContacts(world.app.db.read, account)
      await assert.rejects(
        world.perform((act) => unlinkContact(act, account, only!.id)),
        LastContact,
      )
      assert.equal((await linkedContacts(world.app.db.read, account)).length, 1)
    })

    it('lets one of two people win who unlink the last two contacts at once', async () => {
      const account = await world.openAccount('Pair')
      await world.perform((act) => linkContact(act, account, { contact: contactNamed('Second', 'Contact') }))
      const both = await linkedContacts(world.app.db.read, account)
      const results = await Promise.allSettled(
        both.map((contact) => perform(world.app, systemActor, (act) => unlinkContact(act, account, contact.id))),
      )
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await linkedContacts(world.app.db.read, account)).length, 1)
    })

    it('links a contact once, however often it is asked to', async () => {
      const account = await world.openAccount('Twice')
      await world.perform((act) => linkContact(act, account, { contactId: world.contacts.zoe }))
      await world.perform((act) => linkContact(act, account, { contactId: world.contacts.zoe }))
      assert.equal((await linkedContacts(world.app.db.read, account)).length, 2)
    })

    it('keeps one description per link, and refuses a stale edit', async () => {
      const { seen, hidden } = world.accounts
      const link = await findLink(world.app.db.read, seen, world.contacts.joao)
      await world.perform((act) => describeLink(act, seen, link.id, link.version, 'Son'))
      assert.equal((await findLink(world.app.db.read, seen, link.id)).description, 'Son')
      assert.equal((await findLink(world.app.db.read, hidden, link.id)).description, '')
      await assert.rejects(
        world.perform((act) => describeLink(act, seen, link.id, link.version, 'Daughter')),
        Conflict,
      )
      assert.equal((await findLink(world.app.db.read, seen, link.id)).description, 'Son')
    })

    it('lists contacts in alphabetical order whatever their accents', async () => {
      const account = await world.perform((act) =>
        openAccount(act, {
          fields: { ...blankAccount, name: 'Ordered' },
          contacts: ['Zé', 'Álvaro', 'bruno', 'Ana'].map((name) => ({ contact: contactNamed(name, '') })),
        }),
      )
      const names = (await linkedContacts(world.app.db.read, account.id)).map((contact) => contact.first_name)
      assert.deepEqual(names, ['Álvaro', 'Ana', 'bruno', 'Zé'])
    })

    it('writes an audit event with each change', async () => {
      const events = await world.app.db.read
        .selectFrom('audit_event')
        .select('kind')
        .where('account_id', '=', world.accounts.seen)
        .execute()
      const kinds = events.map((event) => event.kind)
      for (const kind of ['account created', 'contact linked', 'team changed', 'description changed'])
        assert.ok(kinds.includes(kind), kind)
    })
  })
