import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { makeWorld, oneEngine, password, type World } from '#src/testing/world.ts'

for (const engine of oneEngine)
  describe(`signing in on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    const signIn = async (email: string, secret: string) => {
      const browser = world.stranger()
      await browser.get('/sign-in')
      return { browser, answer: await browser.post('/sign-in', { email, password: secret, next: '' }) }
    }

    it('leads on with the right password, whatever the case of the address', async () => {
      const { browser, answer } = await signIn('OLGA@firm.test', password)
      assert.equal(answer.status, 303)
      assert.equal((await browser.get('/accounts')).status, 200)
    })

    it('says the same of an unknown address and of a wrong password', async () => {
      const wrong = await signIn('olga@firm.test', 'not the password')
      const unknown = await signIn('nobody@firm.test', 'not the password')
      assert.equal(wrong.answer.status, 422)
      assert.equal(unknown.answer.status, 422)
      const said = (text: string) => text.replace(/[\w-]{43}/g, '').replace(/\w+@firm\.test/g, '')
      assert.equal(said(wrong.answer.text), said(unknown.answer.text))
    })

    it('stores the hash of a session’s token, never the token', async () => {
      const { browser } = await signIn('eva@firm.test', password)
      const token = browser.cookies.get('session')!
      const sessions = await world.app.db.read.selectFrom('staff_session').select('id').execute()
      assert.ok(!sessions.some((session) => session.id === token))
    })

    it('is refused after eight wrong tries for a name', async () => {
      for (let i = 0; i < 8; i++) await signIn('adam@firm.test', 'wrong')
      assert.equal((await signIn('adam@firm.test', password)).answer.status, 429)
    })

    it('ends with signing out', async () => {
      const browser = await world.as(world.people.eva)
      assert.equal((await browser.post('/sign-out')).location, '/sign-in')
      assert.match((await browser.get('/accounts')).location ?? '', /^\/sign-in/)
    })

    it('ends when the person is deactivated', async () => {
      const id = await world.addPerson({ email: 'leaver@firm.test', name: 'Leaver', role: 'employee' })
      const browser = await world.as(id)
      assert.equal((await browser.get('/accounts')).status, 200)
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ deactivated_at: world.app.now.toISOString() }).where('id', '=', id).execute(),
      )
      assert.equal((await browser.get('/accounts')).status, 303)
      assert.equal((await signIn('leaver@firm.test', password)).answer.status, 422)
    })

    it('does not lead to another site', async () => {
      for (const next of ['//evil.test', 'https://evil.test', '/\\evil.test']) {
        const browser = world.stranger()
        await browser.get('/sign-in')
        assert.equal((await browser.post('/sign-in', { email: 'olga@firm.test', password, next })).location, '/')
      }
    })

    it('refuses a form from another site, and one without a token', async () => {
      const browser = await world.as(world.people.owner)
      const path = `/accounts/${world.accounts.seen}/archival`
      const foreign = await browser.post(path, {}, { headers: { 'sec-fetch-site': 'cross-site' } })
      const otherOrigin = await browser.post(path, {}, { headers: { origin: 'https://evil.test' } })
      const noToken = await browser.post(path, {}, { token: false })
      const wrongToken = await browser.post(
        path,
        {},
        { token: 'x'.repeat(43), headers: { 'sec-fetch-site': 'same-origin' } },
      )
      assert.deepEqual([foreign.status, otherOrigin.status, noToken.status, wrongToken.status], [403, 403, 403, 403])
      const account = await world.app.db.read
        .selectFrom('account')
        .select('archived_at')
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      assert.equal(account.archived_at, null)
    })

    it('survives a malformed cookie', async () => {
      const browser = world.stranger()
      browser.cookies.set('session', '%E0%A4%A')
      assert.equal((await browser.get('/sign-in')).status, 200)
    })

    it('speaks the language that the browser asks for', async () => {
      const answer = await world
        .stranger()
        .get('/sign-in', { headers: { 'accept-language': 'pt-PT,pt;q=0.9,en;q=0.5' } })
      assert.equal(answer.html.querySelector('html')?.getAttribute('lang'), 'pt-PT')
      assert.equal(answer.html.querySelector('h1')?.text, 'Entrar')
    })
  })
