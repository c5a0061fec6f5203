import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { hashToken } from './platform/web/sessions.ts'
import type { Browser } from './testing/browser-like.ts'
import { addClient } from './testing/clients.ts'
import { makeWorld, oneEngine, password, type World } from './testing/world.ts'

for (const engine of oneEngine)
  describe(`what proves a form on ${engine}`, () => {
    let world: World
    let email: string
    before(async () => {
      world = await makeWorld(engine)
      email = (await addClient(world, 'Vera')).email
    })

    /** Signs in by the page; gives the token of the form that was open before. */
    async function signIn(browser: Browser, at: '' | '/portal', name: string): Promise<string> {
      await browser.get(`${at}/sign-in`)
      const before = browser.formToken
      assert.equal((await browser.post(`${at}/sign-in`, { email: name, password, next: '' })).status, 303)
      return before
    }
    const tokenOn = async (browser: Browser, path: string) => {
      await browser.get(path)
      return browser.formToken
    }

    for (const { at, home, write } of [
      { at: '', home: '/me', write: '/me/language' },
      { at: '/portal', home: '/portal', write: '/portal/language' },
    ] as const)
      it(`is the session alone for whoever signed in at ${at}/sign-in, and another visit before and after`, async () => {
        const browser = world.stranger()
        await browser.get(`${at}/sign-in`)
        const first = browser.cookies.get('visit')
        const before = await signIn(browser, at, at ? email : 'olga@firm.test')
        const second = browser.cookies.get('visit')
        assert.notEqual(second, first)
        const stale = await browser.post(write, { language: '' }, { token: before })
        assert.equal(stale.status, 403)
        assert.match(stale.text, /opened before you signed in or out/)
        // A visit that somebody planted or read proves nothing either.
        browser.cookies.set('visit', first!)
        assert.equal((await browser.post(write, { language: '' }, { token: before })).status, 403)
        const token = await tokenOn(browser, home)
        assert.equal((await browser.post(write, { language: '' }, { token })).status, 303)
        await browser.post(`${at}/sign-out`, {}, { token })
        assert.ok(![first, second].includes(browser.cookies.get('visit')))
        // Nor is a form of before, or of the session, good for signing in.
        for (const old of [before, token])
          assert.equal((await browser.post(`${at}/sign-in`, { email, password, next: '' }, { token: old })).status, 403)
      })

    it('is each realm’s own where somebody is in both at once', async () => {
      const browser = world.stranger()
      await signIn(browser, '', 'olga@firm.test')
      await signIn(browser, '/portal', email)
      const staff = await tokenOn(browser, '/me')
      const client = await tokenOn(browser, '/portal')
      const write = (path: string, token: string) => browser.post(path, { language: '' }, { token })
      assert.deepEqual(
        [
          (await write('/me/language', staff)).status,
          (await write('/portal/language', client)).status,
          (await write('/me/language', client)).status,
          (await write('/portal/language', staff)).status,
        ],
        [303, 303, 403, 403],
      )
      // Leaving one realm leaves the other as it is.
      await browser.post('/portal/sign-out', {}, { token: client })
      assert.equal((await write('/me/language', staff)).status, 303)
    })

    it('is not the form that signed in, a second time: whoever is in is led on from there', async () => {
      const browser = world.stranger()
      const before = await signIn(browser, '', 'eva@firm.test')
      assert.equal((await browser.get('/sign-in')).location, '/')
      assert.equal((await browser.post('/sign-in', { email, password, next: '' }, { token: before })).status, 403)
    })

    it('ends with its session: after seven days without use, and after thirty in any case', async () => {
      const { loginId } = await addClient(world, 'Lasting')
      const within = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
      for (const { table, cookie, home, browser } of [
        { table: 'staff_session', cookie: 'session', home: '/me', browser: await world.as(world.people.nina) },
        { table: 'portal_session', cookie: 'portal', home: '/portal', browser: await world.asClient(loginId) },
      ] as const) {
        const set = (row: { expires_at: string; absolute_expires_at?: string }) =>
          world.app.db.write((trx) => trx.updateTable(table).set(row).execute())
        const id = hashToken(browser.cookies.get(cookie)!)
        const ends = () =>
          world.app.db.read.selectFrom(table).select('expires_at').where('id', '=', id).executeTakeFirstOrThrow()
        await set({ expires_at: within(1), absolute_expires_at: within(29) })
        assert.equal((await browser.get(home)).status, 200)
        const used = (await ends()).expires_at
        assert.ok(used > within(6) && used < within(8), 'use prolongs it to seven days from now')
        const last = within(2)
        await set({ expires_at: within(1), absolute_expires_at: last })
        assert.equal((await browser.get(home)).status, 200)
        assert.equal((await ends()).expires_at, last, 'and never past its end')
        await set({ expires_at: within(-1) })
        assert.equal((await browser.get(home)).status, 303)
      }
    })
  })
