import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { addClient } from '#src/testing/clients.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { engines, makeWorld, password, type World } from '#src/testing/world.ts'
import { resetClientPassword } from './password.ts'
import { issueResetToken } from './tokens.ts'

const another = { password: 'quite another password', again: 'quite another password' }

for (const engine of engines)
  describe(`the portal on ${engine}`, () => {
    const { listen, close, received } = mailServer()
    let world: World
    let db: World['app']['db']['read']
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
      db = world.app.db.read
    })
    after(close)

    const signIn = async (email: string, secret = password) => {
      const browser = world.stranger()
      await browser.get('/portal/sign-in')
      return { browser, answer: await browser.post('/portal/sign-in', { email, password: secret }) }
    }
    const visitsOf = (loginId: number) =>
      db.selectFrom('portal_visit').selectAll().where('login_id', '=', loginId).orderBy('id').execute()
    const resetMailsTo = async (email: string) =>
      (
        await db
          .selectFrom('outgoing_mail')
          .select('id')
          .where('email', '=', email)
          .where('template', '=', 'portal password reset')
          .execute()
      ).length
    const resetLink = (email: string) =>
      /\/portal\/password-reset\/[\w-]{43}/.exec(received.findLast((mail) => mail.to === email)?.text ?? '')?.[0] ?? ''

    it('lets a client in with their password, whatever the case of the address, and keeps the visit', async () => {
      const { loginId, accountId } = await addClient(world, 'Iris')
      const { browser, answer } = await signIn('IRIS@client.test')
      assert.equal(answer.location, '/portal')
      const home = await browser.get('/portal')
      assert.equal(home.html.querySelector('h1')?.text, 'Iris Client')
      assert.equal(home.html.querySelector('#accounts strong')?.text, 'Iris & Sons')
      const [visit] = await visitsOf(loginId)
      assert.equal(visit?.how, 'sign-in')
      const login = await db.selectFrom('portal_login').selectAll().where('id', '=', loginId).executeTakeFirstOrThrow()
      const summary = await db
        .selectFrom('account_summary')
        .selectAll()
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
      assert.deepEqual([login.last_login_at, summary.last_login_at], [visit.at, visit.at])
    })

    it('says the same of an unknown address and of a wrong password, and lets neither in', async () => {
      const wrong = await signIn('iris@client.test', 'not the password')
      const unknown = await signIn('nobody@client.test', 'not the password')
      const said = (text: string) => text.replace(/[\w-]{43}/g, '').replace(/\w+@client\.test/g, '')
      assert.deepEqual([wrong.answer.status, unknown.answer.status], [422, 422])
      assert.equal(said(wrong.answer.text), said(unknown.answer.text))
      assert.equal(wrong.browser.cookies.get('portal'), undefined)
      await world.app.queue.drain(world.app)
      const refused = await db
        .selectFrom('audit_event')
        .select('subject')
        .where('kind', '=', 'portal sign-in refused')
        .orderBy('id')
        .execute()
      assert.deepEqual(refused, [{ subject: 'iris@client.test' }])
    })

    it('refuses after eight wrong tries for a name', async () => {
      await addClient(world, 'Guessed')
      for (let i = 0; i < 8; i++) await signIn('guessed@client.test', 'wrong')
      assert.equal((await signIn('guessed@client.test')).answer.status, 429)
    })

    it('is another realm than the staff’s: neither cookie opens the other’s pages', async () => {
      const { loginId } = await addClient(world, 'Realm')
      const browser = await world.asClient(loginId)
      const owner = await world.as(world.people.owner)
      assert.match((await browser.get('/accounts')).location ?? '', /^\/sign-in/)
      assert.equal((await owner.get('/portal')).location, '/portal/sign-in')
      browser.cookies.set('session', browser.cookies.get('portal')!)
      assert.match((await browser.get('/accounts')).location ?? '', /^\/sign-in/)
      owner.cookies.set('portal', owner.cookies.get('session')!)
      assert.equal((await owner.get('/portal')).location, '/portal/sign-in')
      assert.equal((await signIn('olga@firm.test')).answer.status, 422)
    })

    it('knows a client on its own pages alone', async () => {
      const { loginId } = await addClient(world, 'Path')
      const browser = await world.asClient(loginId)
      // The client's form token proves nothing outside.
      assert.equal((await browser.post('/sign-in', { email: 'x', password: 'y' })).status, 403)
      const lost = await browser.get('/portal/nowhere')
      assert.equal(lost.status, 404)
      assert.ok(lost.html.querySelector('a[href="/portal"]'))
    })

    it('asks htmx to go to the portal’s own sign-in page', async () => {
      const answer = await world.stranger().get('/portal', { htmx: true })
      assert.equal(answer.status, 401)
      assert.equal(answer.location, '/portal/sign-in')
    })

    it('refuses a form from another site, and one of another’s session', async () => {
      const { loginId } = await addClient(world, 'Formal')
      const browser = await world.asClient(loginId)
      const path = '/portal/sessions/removal'
      const other = await world.asClient((await addClient(world, 'Forger')).loginId)
      const statuses = [
        await browser.post(path, {}, { headers: { 'sec-fetch-site': 'cross-site' } }),
        await browser.post(path, {}, { token: false }),
        await browser.post(path, {}, { token: other.formToken, headers: { 'sec-fetch-site': 'same-origin' } }),
      ].map((answer) => answer.status)
      assert.deepEqual(statuses, [403, 403, 403])
      assert.equal((await browser.post(path)).status, 303)
    })

    it('ends with signing out, and has the browser forget', async () => {
      const { browser } = await signIn('iris@client.test')
      await browser.get('/portal')
      const answer = await browser.post('/portal/sign-out')
      assert.equal(answer.location, '/portal/sign-in')
      assert.equal(answer.headers.get('clear-site-data'), '"cache"')
      assert.equal((await browser.get('/portal')).location, '/portal/sign-in')
    })

    it('tells whoever has the right password that nothing is open for them, and nobody else', async () => {
      const { accountId, addressId, loginId } = await addClient(world, 'Closed')
      const inside = await world.asClient(loginId)
      for (const [shut, open] of [
        [
          () => world.perform((act) => archiveAccount(act, accountId)),
          () => world.perform((act) => reactivateAccount(act, accountId)),
        ],
        [
          () => world.perform((act) => setSwitch(act, accountId, addressId, 'login', false)),
          () => world.perform((act) => setSwitch(act, accountId, addressId, 'login', true)),
        ],
      ] as const) {
        assert.equal((await inside.get('/portal')).status, 200)
        await shut()
        assert.equal((await inside.get('/portal')).location, '/portal/sign-in', 'who was inside is out')
        const before = (await visitsOf(loginId)).length
        const { browser, answer } = await signIn('closed@client.test')
        assert.equal(answer.status, 403)
        assert.match(answer.html.querySelector('[role=alert]')!.text, /You don’t have access to anything at the moment/)
        assert.equal(browser.cookies.get('portal'), undefined)
        assert.equal((await visitsOf(loginId)).length, before)
        const wrong = await signIn('closed@client.test', 'not the password')
        assert.match(wrong.answer.html.querySelector('[role=alert]')!.text, /is wrong/)
        await open()
        assert.equal((await signIn('closed@client.test')).answer.location, '/portal')
      }
    })

    it('gives a new password by mail: the link works once, other sessions end, the visit is kept', async () => {
      const { loginId, email } = await addClient(world, 'Forgetful')
      const inside = await world.asClient(loginId)
      const browser = world.stranger()
      await browser.get('/portal/password-reset')
      await browser.post('/portal/password-reset', { email: email.toUpperCase() })
      await world.app.queue.drain(world.app)
      const link = resetLink(email)
      for (let i = 0; i < 2; i++) assert.equal((await browser.get(link)).status, 200, 'looking uses nothing up')
      assert.equal((await browser.post(link, { password: 'short', again: 'short' })).status, 422)
      assert.equal((await browser.post(link, another)).location, '/portal')
      assert.equal((await browser.get('/portal')).html.querySelector('h1')?.text, 'Forgetful Client')
      assert.equal((await inside.get('/portal')).location, '/portal/sign-in')
      for (const answer of [await world.stranger().get(link), await browser.post(link, another)]) {
        assert.equal(answer.status, 410)
        assert.match(answer.text, /has already been used/)
      }
      assert.equal((await signIn(email)).answer.status, 422)
      assert.equal((await signIn(email, another.password)).answer.location, '/portal')
      assert.deepEqual(
        (await visitsOf(loginId)).map((visit) => visit.how),
        ['reset', 'sign-in'],
      )
    })

    it('answers the same to whoever asks for a new password, and writes only where an account opens', async () => {
      const { accountId, email } = await addClient(world, 'Sleepy')
      await world.perform((act) => archiveAccount(act, accountId))
      const browser = world.stranger()
      await browser.get('/portal/password-reset')
      const texts = []
      for (const address of ['iris@client.test', 'nobody@client.test', email]) {
        const answer = await browser.post('/portal/password-reset', { email: address })
        texts.push(answer.html.querySelector('main')?.text)
      }
      assert.equal(new Set(texts).size, 1)
      await world.app.queue.drain(world.app)
      assert.deepEqual(
        [await resetMailsTo('iris@client.test'), await resetMailsTo('nobody@client.test'), await resetMailsTo(email)],
        [1, 0, 0],
      )
    })

    it('takes no link for a new password that is too old, replaced, or whose accounts are closed', async () => {
      const { loginId, accountId, email } = await addClient(world, 'Tardy')
      const made = () => world.app.db.write((trx) => issueResetToken(trx, loginId, world.app.now.toISOString()))
      const answers = async (token: string) => {
        const browser = world.stranger()
        await browser.get('/portal/sign-in')
        const path = `/portal/password-reset/${token}`
        return [(await browser.get(path)).status, (await browser.post(path, another)).status]
      }
      const first = await made()
      const second = await made()
      assert.deepEqual(await answers(first), [404, 404])
      await world.perform((act) => archiveAccount(act, accountId))
      assert.deepEqual(await answers(second), [410, 410])
      await world.perform((act) => reactivateAccount(act, accountId))
      world.app.now = new Date(world.app.now.getTime() + 2 * 3_600_000)
      assert.deepEqual(await answers(second), [410, 410])
      assert.equal((await signIn(email)).answer.location, '/portal', 'the password is the old one')
    })

    it('lets one of two use a link for a new password at once', async () => {
      const { loginId } = await addClient(world, 'Hasty')
      const token = await world.app.db.write((trx) => issueResetToken(trx, loginId, world.app.now.toISOString()))
      const tries = await Promise.allSettled(
        ['a', 'b'].map((hash) => world.perform((act) => resetClientPassword(act, token, hash))),
      )
      assert.deepEqual(tries.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    })

    it('changes a password that one knows, and ends the other sessions', async () => {
      const { loginId, email } = await addClient(world, 'Careful')
      const here = await world.asClient(loginId)
      const there = await world.asClient(loginId)
      for (const [fields, field] of [
        [{ now: 'wrong', ...another }, '#f-now-error'],
        [{ now: password, ...another, again: 'something else' }, '#f-again-error'],
        [{ now: password, password: 'short', again: 'short' }, '#f-password-error'],
      ] as const) {
        const answer = await here.post('/portal/password', fields)
        assert.equal(answer.status, 422)
        assert.ok(answer.html.querySelector(field))
        assert.doesNotMatch(answer.text, /quite another password/)
      }
      assert.equal((await there.get('/portal')).status, 200)
      assert.equal((await here.post('/portal/password', { now: password, ...another })).location, '/portal')
      assert.match((await here.get('/portal')).text, /The password was changed/)
      assert.equal((await there.get('/portal')).location, '/portal/sign-in')
      assert.equal((await signIn(email, another.password)).answer.location, '/portal')
    })

    it('ends the sessions elsewhere, where there are any', async () => {
      const { loginId } = await addClient(world, 'Sessions')
      const here = await world.asClient(loginId)
      assert.equal((await here.get('/portal')).html.querySelector('form[action="/portal/sessions/removal"]'), null)
      const there = await world.asClient(loginId)
      assert.match((await here.get('/portal')).text, /1 other browser is signed in as you/)
      await here.post('/portal/sessions/removal')
      assert.equal((await there.get('/portal')).location, '/portal/sign-in')
      assert.equal((await here.get('/portal')).status, 200)
    })

    it('speaks the language that a client chooses, else the contact’s, else the browser’s', async () => {
      const { loginId, contactId } = await addClient(world, 'Poliglota')
      const browser = await world.asClient(loginId)
      const spoken = async (wanted = 'en') =>
        (await browser.get('/portal', { headers: { 'accept-language': wanted } })).html
          .querySelector('html')
          ?.getAttribute('lang')
      assert.equal(await spoken('pt-PT'), 'pt-PT')
      assert.equal(await spoken('en'), 'en')
      await world.app.db.write((trx) =>
        trx.updateTable('contact').set({ language: 'pt' }).where('id', '=', contactId).execute(),
      )
      assert.equal(await spoken(), 'pt-PT')
      await browser.post('/portal/language', { language: 'en' })
      assert.equal(await spoken('pt-PT'), 'en')
      await browser.post('/portal/language', { language: '' })
      assert.equal(await spoken(), 'pt-PT')
      const stranger = world.stranger()
      await stranger.get('/portal/password-reset?language=pt')
      const kept = await stranger.post('/portal/password-reset', { email: 'not an address' })
      assert.equal(kept.html.querySelector('html')?.getAttribute('lang'), 'pt-PT')
    })

    it('stores the hash of a session’s token, and drops sessions and links that are long over', async () => {
      const { loginId } = await addClient(world, 'Hourly')
      const browser = await world.asClient(loginId)
      const token = browser.cookies.get('portal')!
      const sessions = await db.selectFrom('portal_session').select('id').execute()
      assert.ok(!sessions.some((session) => session.id === token))
      const long = '2020-01-01T00:00:00.000Z'
      await world.app.db.write(async (trx) => {
        await issueResetToken(trx, loginId, long)
        await trx.updateTable('portal_session').set({ expires_at: long }).where('login_id', '=', loginId).execute()
      })
      assert.equal((await browser.get('/portal')).location, '/portal/sign-in')
      const { portalModule } = await import('./module.ts')
      await portalModule.hourly!(world.app)
      for (const table of ['portal_session', 'portal_token'] as const)
        assert.deepEqual(
          await db.selectFrom(table).select('login_id').where('login_id', '=', loginId).execute(),
          [],
          table,
        )
    })
  })
