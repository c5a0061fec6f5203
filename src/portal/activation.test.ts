import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { invite } from '#src/addresses/invite.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { changeContact, createContact } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { tryAgain } from '#src/outbox/outbox.ts'
import { addClient, addGuest, type Guest, inviteGuest, newestToken } from '#src/testing/clients.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { contactNamed, engines, makeWorld, password, type World } from '#src/testing/world.ts'
import { activate, makeLogin } from './activation.ts'
import { UnusableLink, type WayClosed } from './no-way-in.ts'

const chosen = { password: 'my own new password', again: 'my own new password' }
const day = 86_400_000

for (const engine of engines)
  describe(`getting into the portal on ${engine}`, () => {
    const { listen, close, received } = mailServer()
    let world: World
    let db: World['app']['db']['read']
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
      db = world.app.db.read
    })
    after(close)

    const later = (milliseconds: number) => {
      world.app.now = new Date(world.app.now.getTime() + milliseconds)
    }
    const loginOf = (email: string) =>
      db.selectFrom('portal_login').selectAll().where('email_key', '=', email.toLowerCase()).executeTakeFirst()
    const accessOf = async (loginId: number) =>
      (await db.selectFrom('portal_access').select('account_id').where('login_id', '=', loginId).execute())
        .map((access) => access.account_id)
        .sort((a, b) => a - b)
    const mailTo = (email: string) => received.findLast((mail) => mail.to === email)?.text ?? ''
    const linkIn = (text: string, kind: string) => new RegExp(`/portal/${kind}/[\\w-]{43}`).exec(text)?.[0] ?? ''
    const rename = async (guest: Guest, name: string, email: string) => {
      const { version } = await db
        .selectFrom('contact')
        .select('version')
        .where('id', '=', guest.contactId)
        .executeTakeFirstOrThrow()
      await world.perform((act) => changeContact(act, guest.contactId, version, contactNamed(name, 'Client', email)))
    }
    const statusOfMail = (email: string) =>
      db
        .selectFrom('outgoing_mail')
        .select(['id', 'status', 'error'])
        .where('email', '=', email)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
    /** Neither looking at the link nor posting a password lets anybody in, both say why, and nothing has changed. */
    const letsNobodyIn = async (token: string, status: number, says: RegExp) => {
      const browser = world.stranger()
      const count = () =>
        db
          .selectFrom('portal_login')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      const before = await count()
      await browser.get('/portal/sign-in')
      for (const answer of [
        await browser.get(`/portal/activation/${token}`),
        await browser.post(`/portal/activation/${token}`, chosen),
      ]) {
        assert.equal(answer.status, status)
        assert.match(answer.html.querySelector('main')!.text, says)
        assert.equal(answer.html.querySelector('[name=password]'), null)
      }
      assert.equal(browser.cookies.get('portal'), undefined)
      assert.deepEqual(await count(), before)
    }

    it('goes from the invitation by mail to a password of one’s own and the portal’s home', async () => {
      const guest = await addGuest(world, 'Journey')
      const second = await world.openAccount('Journey Holdings')
      const asleep = await world.openAccount('Journey Asleep')
      const without = await world.openAccount('Journey Elsewhere')
      for (const account of [second, asleep, without])
        await world.perform((act) => linkContact(act, account, { contactId: guest.contactId }))
      for (const account of [second, asleep])
        await world.perform((act) => setSwitch(act, account, guest.addressId, 'login', true))
      await world.perform((act) => archiveAccount(act, asleep))
      await world.perform((act) => invite(act, guest.accountId, guest.addressId, 'See <b>you</b>\nsoon & well'))
      await world.app.queue.drain(world.app)
      const mail = mailTo(guest.email)
      assert.match(mail, /Subject: Your access to the client portal of Test Firm/)
      assert.match(mail, /Hello Journey Client,/)
      assert.match(mail, /Journey & Sons/)
      assert.match(mail, /> See <b>you<\/b>\r?\n> soon & well/)
      assert.match(mail, /<blockquote>See &#60;b&#62;you&#60;\/b&#62;<br>soon &#38; well<\/blockquote>/)
      const link = linkIn(mail, 'activation')
      const browser = world.stranger()
      for (let i = 0; i < 2; i++) {
        const page = await browser.get(link)
        assert.equal(page.status, 200)
        const main = page.html.querySelector('main')!
        assert.match(main.text, /Test Firm/)
        assert.match(main.text, /journey@client\.test/)
        assert.deepEqual(
          main.querySelectorAll('li').map((item) => item.text),
          ['Journey Holdings', 'Journey & Sons'],
        )
      }
      assert.equal(await loginOf(guest.email), undefined, 'looking makes nothing')
      for (const [fields, field] of [
        [{ password: 'short', again: 'short' }, '#f-password-error'],
        [{ ...chosen, again: 'another one of those' }, '#f-again-error'],
      ] as const) {
        const answer = await browser.post(link, fields)
        assert.equal(answer.status, 422)
        assert.ok(answer.html.querySelector(field))
      }
      const entered = await browser.post(link, chosen)
      assert.equal(entered.status, 303)
      assert.equal(entered.location, '/portal')
      const home = await browser.get('/portal')
      assert.equal(home.html.querySelector('h1')?.text, 'Journey Client')
      assert.deepEqual(
        home.html.querySelectorAll('#accounts strong').map((item) => item.text),
        ['Journey Holdings', 'Journey & Sons'],
      )
      assert.match(home.html.querySelector('main')!.text, /Nothing is waiting for you\./)
      assert.match(home.html.querySelector('#visits')!.text, /First sign-in/)
      const login = (await loginOf(guest.email))!
      assert.equal(login.contact_id, guest.contactId)
      assert.deepEqual(
        await accessOf(login.id),
        [guest.accountId, second, asleep].sort((a, b) => a - b),
      )
      await world.perform((act) => reactivateAccount(act, asleep))
      assert.equal((await browser.get('/portal')).html.querySelectorAll('#accounts li').length, 3)
    })

    it('is told on each account, and keeps no token anywhere', async () => {
      const login = (await loginOf('journey@client.test'))!
      const told = await db
        .selectFrom('audit_event')
        .select(['account_id', 'contact_id', 'actor', 'staff_id'])
        .where('kind', '=', 'portal activated')
        .execute()
      assert.deepEqual(
        told.map((event) => event.account_id).sort((a, b) => a! - b!),
        await accessOf(login.id),
      )
      assert.ok(told.every((event) => event.contact_id === login.contact_id && event.staff_id === null))
      assert.ok(told.every((event) => event.actor === 'Journey Client'))
      const token = linkIn(mailTo('journey@client.test'), 'activation').split('/').at(-1)!
      const rows = JSON.stringify([
        await db.selectFrom('portal_token').selectAll().execute(),
        await db.selectFrom('outgoing_mail').selectAll().execute(),
        await db.selectFrom('audit_event').selectAll().execute(),
      ])
      assert.ok(!rows.includes(token))
    })

    it('works once', async () => {
      const token = linkIn(mailTo('journey@client.test'), 'activation').split('/').at(-1)!
      await letsNobodyIn(token, 410, /has already been used/)
    })

    it('lets one in of two who use a link at once', async () => {
      const guest = await addGuest(world, 'Twice')
      const token = await inviteGuest(world, guest)
      const tries = await Promise.allSettled(
        ['a', 'b'].map((passwordHash) =>
          world.perform((act) => activate(act, token, { passwordHash, language: null })),
        ),
      )
      assert.deepEqual(tries.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
      const { reason } = tries.find((one) => one.status === 'rejected')!
      assert.ok(reason instanceof UnusableLink)
      assert.equal(reason.why, 'used' satisfies WayClosed)
      assert.deepEqual(await accessOf((await loginOf(guest.email))!.id), [guest.accountId])
    })

    it('opens what LOGIN is switched on for at the same moment, or does not: never LOGIN on without access', async () => {
      const guest = await addGuest(world, 'Racing')
      const other = await world.openAccount('Racing Too')
      await world.perform((act) => linkContact(act, other, { contactId: guest.contactId }))
      const token = await inviteGuest(world, guest)
      await Promise.all([
        world.perform((act) => activate(act, token, { passwordHash: 'x', language: null })),
        world.perform((act) => setSwitch(act, other, guest.addressId, 'login', true)),
      ])
      assert.deepEqual(await accessOf((await loginOf(guest.email))!.id), [guest.accountId, other])
    })

    it('says of an earlier invitation that a newer one was sent', async () => {
      const guest = await addGuest(world, 'Again')
      const first = await inviteGuest(world, guest)
      const second = await inviteGuest(world, guest)
      await letsNobodyIn(first, 410, /has been replaced/)
      assert.equal((await world.stranger().get(`/portal/activation/${second}`)).status, 200)
    })

    it('dies when the address changes, and goes out to the new one', async () => {
      const guest = await addGuest(world, 'Moved')
      const token = await inviteGuest(world, guest)
      await rename(guest, 'Moved', 'moved.now@client.test')
      await letsNobodyIn(token, 410, /has been replaced/)
      await world.app.queue.drain(world.app)
      const browser = world.stranger()
      const link = linkIn(mailTo('moved.now@client.test'), 'activation')
      assert.match((await browser.get(link)).text, /moved\.now@client\.test/)
      assert.equal((await browser.post(link, chosen)).location, '/portal')
      assert.ok(await loginOf('moved.now@client.test'))
    })

    it('is too old after fourteen days, counted from the invitation and not from its mail', async () => {
      const guest = await addGuest(world, 'Late')
      await world.perform((act) => invite(act, guest.accountId, guest.addressId, ''))
      later(13 * day)
      const token = await newestToken(world, guest)
      assert.equal((await world.stranger().get(`/portal/activation/${token}`)).status, 200)
      later(1 * day)
      await letsNobodyIn(token, 410, /has expired/)
    })

    it('is closed where LOGIN was switched off meanwhile, or every account was archived', async () => {
      const off = await addGuest(world, 'Off')
      const token = await inviteGuest(world, off)
      await world.perform((act) => setSwitch(act, off.accountId, off.addressId, 'login', false))
      await letsNobodyIn(token, 410, /You no longer have access/)
      const archived = await addGuest(world, 'Archived')
      const other = await inviteGuest(world, archived)
      await world.perform((act) => archiveAccount(act, archived.accountId))
      await letsNobodyIn(other, 410, /ask your accountant/)
      await world.perform((act) => reactivateAccount(act, archived.accountId))
      assert.equal((await world.stranger().get(`/portal/activation/${other}`)).status, 200, 'nothing was used up')
    })

    it('is refused where the address has become another contact’s login', async () => {
      const guest = await addGuest(world, 'Victim')
      const token = await inviteGuest(world, guest)
      const invitation = await db
        .selectFrom('portal_invitation')
        .selectAll()
        .where('address_id', '=', guest.addressId)
        .executeTakeFirstOrThrow()
      const twin = await world.perform((act) => createContact(act, contactNamed('Twin', 'Client')))
      await world.app.db.write((trx) =>
        trx
          .insertInto('portal_login')
          .values({
            contact_id: twin,
            email: guest.email,
            email_key: guest.email,
            password_hash: 'x',
            language: null,
            created_at: world.app.now.toISOString(),
            last_login_at: null,
            last_user_agent: null,
          })
          .execute(),
      )
      await letsNobodyIn(token, 409, /belongs to another login/)
      // Made at the very same moment it is the unique address that refuses.
      await assert.rejects(
        world.perform((act) =>
          makeLogin(
            act,
            { ...invitation, contact_id: guest.contactId, accounts: [] },
            { passwordHash: 'x', language: null },
          ),
        ),
      )
    })

    it('leads to signing in where its person has a login of the address already', async () => {
      const client = await addClient(world, 'Already')
      await world.app.db.write((trx) =>
        trx
          .updateTable('portal_invitation')
          .set({ used_at: null })
          .where('address_id', '=', client.addressId)
          .execute(),
      )
      const token = await newestToken(world, client)
      await letsNobodyIn(token, 409, /You already have a login/)
      const page = await world.stranger().get(`/portal/activation/${token}`)
      assert.ok(page.html.querySelector('a[href="/portal/sign-in"]'))
    })

    it('is not there for a link that nobody made', async () => {
      await letsNobodyIn('x'.repeat(43), 404, /not valid/)
    })

    it('says who else is in this browser; another client is out afterwards, the staff stay', async () => {
      const other = await addClient(world, 'Other')
      const guest = await addGuest(world, 'Borrower')
      const token = await inviteGuest(world, guest)
      const browser = await world.asClient(other.loginId)
      const staff = await world.as(world.people.eva)
      browser.cookies.set('session', staff.cookies.get('session')!)
      const old = browser.cookies.get('portal')!
      const page = await browser.get(`/portal/activation/${token}`)
      assert.match(page.text, /Other Client is signed in to the portal in this browser/)
      assert.match(page.text, /Eva Employee of the firm is also signed in/)
      assert.equal((await browser.post(`/portal/activation/${token}`, chosen)).location, '/portal')
      assert.equal((await browser.get('/portal')).html.querySelector('h1')?.text, 'Borrower Client')
      const before = world.stranger()
      before.cookies.set('portal', old)
      assert.equal((await before.get('/portal')).location, '/portal/sign-in')
      assert.equal((await browser.get('/accounts')).status, 200)
    })

    it('speaks the contact’s language, and the one that is chosen on its page', async () => {
      const guest = await addGuest(world, 'Falante')
      await world.app.db.write((trx) =>
        trx.updateTable('contact').set({ language: 'pt' }).where('id', '=', guest.contactId).execute(),
      )
      await world.perform((act) => invite(act, guest.accountId, guest.addressId, ''))
      await world.app.queue.drain(world.app)
      const mail = mailTo(guest.email)
      assert.match(mail, /Olá Falante Client,/)
      assert.match(mail, /palavra-passe/)
      const link = linkIn(mail, 'activation')
      const browser = world.stranger()
      assert.equal((await browser.get(link)).html.querySelector('html')?.getAttribute('lang'), 'pt-PT')
      const english = await browser.get(`${link}?language=en`)
      assert.equal(english.html.querySelector('html')?.getAttribute('lang'), 'en')
      const action = english.html.querySelector('form')!.getAttribute('action')!
      assert.equal((await browser.post(action, chosen)).location, '/portal')
      assert.equal((await browser.get('/portal')).html.querySelector('html')?.getAttribute('lang'), 'en')
    })

    it('sends no mail of an invitation that is over, and says why not', async () => {
      for (const [name, end, error] of [
        ['Usedup', (guest: Guest) => inviteGuest(world, guest).then(() => {}), 'invitation over'],
        [
          'Closedup',
          (guest: Guest) =>
            world.perform((act) => setSwitch(act, guest.accountId, guest.addressId, 'login', false)).then(() => {}),
          'nothing opens',
        ],
      ] as const) {
        const guest = await addGuest(world, name)
        await world.perform((act) => invite(act, guest.accountId, guest.addressId, ''))
        const { id } = await statusOfMail(guest.email)
        await end(guest)
        await world.app.queue.drain(world.app)
        const mail = await db.selectFrom('outgoing_mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
        assert.deepEqual([mail.status, mail.error], ['failed', error], name)
        await world.perform((act) => tryAgain(act, id))
        await world.app.queue.drain(world.app)
        const admin = await world.as(world.people.admin)
        const link = await admin.post(`/settings/mail/${id}/link`)
        assert.equal(link.status, 409, name)
        assert.match(link.text, /no longer needed/)
      }
      assert.equal(received.filter((mail) => mail.to === 'closedup@client.test').length, 0)
      assert.equal(received.filter((mail) => mail.to === 'usedup@client.test').length, 1)
    })

    it('can be handed over by an admin where mail does not leave, which the activity tells', async () => {
      const silent = await makeWorld(engine)
      const guest = await addGuest(silent, 'Handed')
      await silent.perform((act) => invite(act, guest.accountId, guest.addressId, ''))
      await silent.app.queue.drain(silent.app)
      const admin = await silent.as(silent.people.admin)
      const page = await admin.get('/settings/mail')
      const action = page.html.querySelector('form[action$="/link"]')!.getAttribute('action')!
      const shown = await admin.post(action)
      assert.equal(shown.status, 200)
      const browser = silent.stranger()
      const link = linkIn(shown.text, 'activation')
      assert.equal((await browser.get(link)).status, 200)
      const again = linkIn((await admin.post(action)).text, 'activation')
      assert.equal((await browser.get(link)).status, 404, 'the earlier link is dead')
      await browser.get(again)
      assert.equal((await browser.post(again, { password, again: password })).location, '/portal')
      const told = await silent.app.db.read
        .selectFrom('audit_event')
        .select(['actor', 'contact_id', 'subject'])
        .where('kind', '=', 'link shown')
        .execute()
      const one = { actor: 'Adam Admin', contact_id: guest.contactId, subject: 'Handed Client' }
      assert.deepEqual(told, [one, one])
      assert.equal((await admin.post(action)).status, 409)
      assert.equal((await (await silent.as(silent.people.eva)).post(action)).status, 403)
    })

    it('works for an address whose domain has letters of its own, however it is written when signing in', async () => {
      const guest = await addGuest(world, 'Ines')
      await rename(guest, 'Ines', 'ines@café.example')
      await world.perform((act) => invite(act, guest.accountId, guest.addressId, ''))
      await world.app.queue.drain(world.app)
      const link = linkIn(mailTo('ines@café.example'), 'activation')
      const browser = world.stranger()
      await browser.get(link)
      assert.equal((await browser.post(link, chosen)).location, '/portal')
      const elsewhere = world.stranger()
      await elsewhere.get('/portal/sign-in')
      const signedIn = await elsewhere.post('/portal/sign-in', {
        email: 'INES@xn--caf-dma.example',
        password: chosen.password,
      })
      assert.equal(signedIn.location, '/portal')
    })
  })
