import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { AddressTaken, addressesOf } from '#src/contacts/address.ts'
import { changeContact, createContact } from '#src/contacts/contact.ts'
import { linkContact, unlinkContact } from '#src/links/link.ts'
import { endUnlinkedAccess, unlinkedLogins } from '#src/portal/login.ts'
import { findPortalState } from '#src/portal/state.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { invite, NotInvited, resetPassword } from './invite.ts'
import { setSwitch, settingOf } from './setting.ts'

for (const engine of engines)
  describe(`what an address may do on ${engine}`, () => {
    let world: World
    let db: World['app']['db']['read']
    before(async () => {
      world = await makeWorld(engine)
      db = world.app.db.read
    })

    const primary = async (contactId: number) => (await addressesOf(db, contactId))[0]!
    const turn = (accountId: number, addressId: number, name: 'login' | 'notify' | 'sync' | 'signer', on: boolean) =>
      world.perform((act) => setSwitch(act, accountId, addressId, name, on))
    const kinds = async (accountId: number) =>
      (
        await db.selectFrom('audit_event').select('kind').where('account_id', '=', accountId).orderBy('id').execute()
      ).map((event) => event.kind)
    /** As the activation page does it. */
    const makeLogin = async (accountId: number, contactId: number, email: string) =>
      world.app.db.write(async (trx) => {
        const { id } = await trx
          .insertInto('portal_login')
          .values({
            contact_id: contactId,
            email,
            email_key: email.toLowerCase(),
            password_hash: 'x',
            language: null,
            created_at: world.app.now.toISOString(),
            last_login_at: null,
            last_user_agent: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        await trx
          .insertInto('portal_access')
          .values({ account_id: accountId, login_id: id, created_at: world.app.now.toISOString() })
          .execute()
        return id
      })
    /** An account of one contact with one address. */
    const alone = async (name: string) => {
      const contactId = await world.perform((act) =>
        createContact(act, contactNamed(name, 'Alone', `${name}@alone.test`)),
      )
      const accountId = await world.openAccount(`${name} account`)
      await world.perform((act) => linkContact(act, accountId, { contactId }))
      return { accountId, contactId, address: await primary(contactId) }
    }
    const rename = async (contactId: number, name: string, email: string) => {
      const { version } = await db
        .selectFrom('contact')
        .select('version')
        .where('id', '=', contactId)
        .executeTakeFirstOrThrow()
      await world.perform((act) => changeContact(act, contactId, version, contactNamed(name, 'Alone', email)))
    }
    const mails = (contactId: number) =>
      db.selectFrom('outgoing_mail').selectAll().where('contact_id', '=', contactId).orderBy('id').execute()

    it('is nothing until something is switched on, for each account apart', async () => {
      const { joao } = world.contacts
      const { seen, hidden } = world.accounts
      const address = await primary(joao)
      assert.equal(await findPortalState(db, seen), 'not activated')
      assert.ok(await turn(seen, address.id, 'login', true))
      const setting = await settingOf(db, seen, address.id)
      assert.deepEqual([setting.login, setting.signer, setting.notify, setting.sync], [1, 1, 0, 0])
      assert.equal((await settingOf(db, hidden, address.id)).login, 0)
      assert.equal(await findPortalState(db, seen), 'pending')
      assert.equal(await findPortalState(db, hidden), 'not activated')
      assert.equal(await turn(seen, address.id, 'login', true), false)
      assert.equal((await kinds(seen)).filter((kind) => kind === 'address setting changed').length, 1)
      assert.deepEqual(await mails(joao), [], 'nobody is invited by a switch')
    })

    it('is not there for an address of somebody who is not linked', async () => {
      const zoe = await primary(world.contacts.zoe)
      await assert.rejects(turn(world.accounts.seen, zoe.id, 'login', true), { status: 404 })
    })

    it('lets a login open a second account at once, and closes one without the other', async () => {
      const { accountId, contactId, address } = await alone('second')
      const other = await world.openAccount('Other of second')
      await world.perform((act) => linkContact(act, other, { contactId }))
      await makeLogin(accountId, contactId, address.email)
      await turn(accountId, address.id, 'login', true)
      await turn(other, address.id, 'login', true)
      assert.equal(await findPortalState(db, other), 'activated')
      await turn(accountId, address.id, 'login', false)
      assert.equal(await findPortalState(db, accountId), 'not activated')
      assert.equal(await findPortalState(db, other), 'activated')
      const setting = await settingOf(db, accountId, address.id)
      assert.equal(setting.signer, 1, 'LOGIN off changes nothing else')
    })

    it('refuses LOGIN for what is another contact’s login, or is to become it', async () => {
      const one = await alone('shared')
      const contactId = await world.perform((act) =>
        createContact(act, contactNamed('Twin', 'Alone', 'SHARED@alone.test')),
      )
      await world.perform((act) => linkContact(act, one.accountId, { contactId }))
      const twin = await primary(contactId)
      await turn(one.accountId, one.address.id, 'login', true)
      await assert.rejects(turn(one.accountId, twin.id, 'login', true), AddressTaken)
      await makeLogin(one.accountId, one.contactId, one.address.email)
      await turn(one.accountId, one.address.id, 'login', false)
      await assert.rejects(turn(one.accountId, twin.id, 'login', true), AddressTaken)
      assert.equal((await settingOf(db, one.accountId, twin.id)).login, 0)
      await turn(one.accountId, twin.id, 'notify', true)
    })

    it('invites where LOGIN is on and the account is not archived, and tells why not', async () => {
      const { accountId, contactId, address } = await alone('guest')
      const sent = () => world.perform((act) => invite(act, accountId, address.id, 'Welcome!'))
      const why = (wanted: string) => (error: unknown) => error instanceof NotInvited && error.why === wanted
      await assert.rejects(sent(), why('login off'))
      await turn(accountId, address.id, 'login', true)
      await sent()
      await world.perform((act) => archiveAccount(act, accountId))
      await assert.rejects(sent(), why('archived'))
      await assert.rejects(
        world.perform((act) => resetPassword(act, accountId, address.id)),
        why('archived'),
      )
      await world.perform((act) => reactivateAccount(act, accountId))
      await assert.rejects(
        world.perform((act) => resetPassword(act, accountId, address.id)),
        why('no login'),
      )
      await makeLogin(accountId, contactId, address.email)
      await assert.rejects(sent(), why('active already'))
      await world.perform((act) => resetPassword(act, accountId, address.id))
      assert.deepEqual(
        (await mails(contactId)).map((mail) => mail.template),
        ['portal invitation', 'portal password reset'],
      )
    })

    it('sends the invitation anew when the address is written differently before it is used', async () => {
      const { accountId, contactId, address } = await alone('moving')
      await turn(accountId, address.id, 'login', true)
      await turn(accountId, address.id, 'notify', true)
      await rename(contactId, 'moving', 'typo@alone.test')
      assert.deepEqual(await mails(contactId), [], 'nobody had invited')
      await world.perform((act) => invite(act, accountId, address.id, 'Hello'))
      await rename(contactId, 'moving', 'right@alone.test')
      const now = await primary(contactId)
      assert.equal(now.id, address.id)
      assert.equal((await settingOf(db, accountId, now.id)).notify, 1)
      assert.deepEqual(
        (await mails(contactId)).map((mail) => mail.email),
        ['typo@alone.test', 'right@alone.test'],
      )
      const invitations = await db
        .selectFrom('portal_invitation')
        .selectAll()
        .where('address_id', '=', now.id)
        .orderBy('id')
        .execute()
      assert.deepEqual(
        invitations.map((one) => [one.email, one.message, one.revoked_at !== null]),
        [
          ['typo@alone.test', 'Hello', true],
          ['right@alone.test', 'Hello', false],
        ],
      )
      await turn(accountId, address.id, 'login', false)
      await rename(contactId, 'moving', 'third@alone.test')
      assert.equal((await mails(contactId)).length, 2, 'LOGIN was off')
    })

    it('keeps the login of an address that was changed after the activation, until it is switched off', async () => {
      const { accountId, contactId, address } = await alone('settled')
      await turn(accountId, address.id, 'login', true)
      const login = await makeLogin(accountId, contactId, address.email)
      assert.deepEqual(await unlinkedLogins(db, accountId), [])
      await rename(contactId, 'settled', 'elsewhere@alone.test')
      assert.deepEqual(
        (await unlinkedLogins(db, accountId)).map((one) => one.email),
        ['settled@alone.test'],
      )
      assert.equal((await settingOf(db, accountId, address.id)).login, 1)
      assert.equal(await findPortalState(db, accountId), 'activated')
      await world.perform((act) => endUnlinkedAccess(act, accountId, login))
      assert.equal(await findPortalState(db, accountId), 'pending')
      await assert.rejects(
        world.perform((act) => endUnlinkedAccess(act, accountId, login)),
        { status: 404 },
      )
    })

    it('does not let an address with LOGIN become another contact’s login', async () => {
      const one = await alone('thief')
      const other = await alone('owner')
      await turn(one.accountId, one.address.id, 'login', true)
      await makeLogin(other.accountId, other.contactId, other.address.email)
      await assert.rejects(rename(one.contactId, 'thief', other.address.email), AddressTaken)
      assert.equal((await primary(one.contactId)).email, one.address.email)
    })

    it('goes with the link', async () => {
      const { accountId, contactId, address } = await alone('leaving')
      await turn(accountId, address.id, 'login', true)
      await makeLogin(accountId, contactId, address.email)
      await world.perform((act) => unlinkContact(act, accountId, contactId))
      assert.equal((await settingOf(db, accountId, address.id)).version, 0)
      assert.equal(await findPortalState(db, accountId), 'not activated')
      const undo = await db.selectFrom('audit_undo').selectAll().orderBy('event_id', 'desc').executeTakeFirstOrThrow()
      assert.equal(JSON.parse(undo.data).kept.addresses.settings[0].login, 1)
    })

    it('loses the portal with the archive, and has it back', async () => {
      const { accountId, contactId, address } = await alone('sleeping')
      await turn(accountId, address.id, 'login', true)
      await makeLogin(accountId, contactId, address.email)
      await world.perform((act) => archiveAccount(act, accountId))
      assert.equal(await findPortalState(db, accountId), 'not activated')
      await world.perform((act) => reactivateAccount(act, accountId))
      assert.equal(await findPortalState(db, accountId), 'activated')
    })
  })
