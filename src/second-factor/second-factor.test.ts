import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { deactivate, reactivate } from '#src/staff/person.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from '#src/testing/sample-world.ts'
import { engines, oneEngine, password } from '#src/testing/world.ts'
import { authenticatorSince, findAuthenticator, finishSetup, removeFactor, takeCode } from './authenticator.ts'
import { findRecoveryCode, grouped, keepRecoveryCodes, makeRecoveryCodes, spendRecoveryCode } from './recovery.ts'
import { begunSetup, codeOf, withApp } from './samples.ts'

const minutes = (count: number) => count * 60_000

for (const engine of engines)
  describe(`a second factor on ${engine}`, () => {
    let world: SampleWorld
    const later = (ms: number) => new Date(world.app.now.getTime() + ms)
    const person = async (name: string) => ({
      id: await world.addPerson({ email: `${name}@factor.test`, name, role: 'employee' }),
      name,
    })
    before(async () => {
      world = await makeSampleWorld(engine)
    })

    it('is taken once in its half minute, and a half minute around it, by the clock of the server', async () => {
      const { id } = await person('once')
      const secret = await withApp(world, id)
      const taken = (at: Date) => world.perform((act) => takeCode(act, id, codeOf(secret, at)))
      assert.equal(await taken(world.app.now), false, 'the code that set it up is used')
      assert.equal(await taken(later(minutes(60))), false, 'an hour ahead')
      assert.equal(await taken(later(-minutes(60))), false, 'an hour behind')
      assert.equal(await taken(later(30_000)), true)
      assert.equal(await taken(later(30_000)), false, 'a second time')
      assert.equal(await taken(world.app.now), false, 'one before the last that was taken')
    })

    it('of one person opens nothing of another', async () => {
      const [one, other] = [await person('one'), await person('other')]
      const secret = await withApp(world, one.id)
      await withApp(world, other.id)
      assert.equal(await world.perform((act) => takeCode(act, other.id, codeOf(secret, later(30_000)))), false)
    })

    it('that is being set up is none yet, and the old one stays until the new one has shown a code', async () => {
      const her = await person('changing')
      const by = 'a session'
      const first = await begunSetup(world, her.id, by)
      assert.equal(await authenticatorSince(world.app.db.read, her.id), null)
      const finish = (code: string) => world.perform((act) => finishSetup(act, her, by, code))
      assert.equal(await finish('000000'), false)
      assert.equal(await finish(codeOf(first, world.app.now)), true)
      const second = await begunSetup(world, her.id, by)
      assert.notEqual(second, first)
      assert.equal(await world.perform((act) => takeCode(act, her.id, codeOf(first, later(30_000)))), true)
      assert.equal(await finish(codeOf(second, world.app.now)), true)
      const found = await findAuthenticator(
        world.app.db.read,
        world.app.vault,
        { staffId: her.id, by },
        world.app.now.toISOString(),
      )
      assert.equal(found.waiting, null)
    })

    it('is sealed in the database', async () => {
      const { id } = await person('sealed')
      await withApp(world, id)
      await begunSetup(world, id, 'a session')
      const row = await world.app.db.read
        .selectFrom('authenticator')
        .selectAll()
        .where('staff_id', '=', id)
        .executeTakeFirstOrThrow()
      for (const stored of [row.secret, row.waiting]) assert.match(stored, /^sealed:2:/)
    })

    it('has ten recovery codes, each good once, of which only hashes are kept; new ones end the old', async () => {
      const her = await person('recovering')
      const made = await makeRecoveryCodes()
      assert.equal(new Set(made.map(({ code }) => code)).size, 10)
      assert.match(grouped(made[3]!.code), /^3-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
      await world.perform((act) => keepRecoveryCodes(act, her, made))
      const find = (code: string) => findRecoveryCode(world.app.db.read, her.id, code)
      const rowId = await find(made[3]!.code)
      assert.ok(rowId)
      assert.equal(await find(`4${made[3]!.code.slice(1)}`), null)
      assert.equal(await world.perform((act) => spendRecoveryCode(act, her, rowId)), true)
      assert.equal(await world.perform((act) => spendRecoveryCode(act, her, rowId)), false, 'two at once')
      assert.equal(await find(made[3]!.code), null)
      const again = await makeRecoveryCodes()
      await world.perform((act) => keepRecoveryCodes(act, her, again))
      assert.equal(await find(made[5]!.code), null)
      await world.perform((act) => removeFactor(act, her))
      assert.equal(await find(again[5]!.code), null)
    })
  })

for (const engine of oneEngine)
  describe(`signing in by two steps on ${engine}`, () => {
    let world: SampleWorld
    let count = 0
    before(async () => {
      world = await makeSampleWorld(engine)
    })

    const aPerson = async (role: 'employee' | 'admin' = 'employee') => {
      const email = `person${++count}@steps.test`
      return { id: await world.addPerson({ email, name: `Person ${count}`, role }), email }
    }
    const pass = (ms: number) => {
      world.app.now = new Date(world.app.now.getTime() + ms)
    }
    async function afterPassword(email: string, next = '') {
      const browser = world.stranger()
      await browser.get('/sign-in')
      const { location } = await browser.post('/sign-in', { email, password, next })
      if (location) await browser.get(location)
      return { browser, location }
    }
    const isIn = async (browser: Browser) => (await browser.get('/me')).status === 200
    const demand = (second_factor: string) =>
      world.app.db.write((trx) =>
        trx
          .updateTable('firm')
          .set({ second_factor: second_factor as 'nobody' })
          .execute(),
      )

    it('asks for a code after the password, and lets nobody see anything before', async () => {
      const { id, email } = await aPerson()
      const secret = await withApp(world, id)
      pass(minutes(1))
      const { browser, location } = await afterPassword(email, '/accounts')
      assert.equal(location, '/sign-in/code')
      assert.equal(await isIn(browser), false)
      const wrong = await browser.post('/sign-in/code', { code: '000000' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /not right, or was used before/)
      const code = codeOf(secret, world.app.now)
      const right = await browser.post('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` })
      assert.equal(right.location, '/accounts')
      assert.equal(await isIn(browser), true)
    })

    it('takes no code twice, in whatever browser', async () => {
      const { id, email } = await aPerson()
      const secret = await withApp(world, id)
      pass(minutes(1))
      const [one, other] = [await afterPassword(email), await afterPassword(email)]
      const code = codeOf(secret, world.app.now)
      assert.equal((await one.browser.post('/sign-in/code', { code })).status, 303)
      assert.equal((await other.browser.post('/sign-in/code', { code })).status, 422)
      assert.equal(await isIn(other.browser), false)
    })

    it('ends an attempt after five wrong codes, and after ten minutes, and goes on with the password again', async () => {
      const { id, email } = await aPerson()
      const secret = await withApp(world, id)
      const guessing = await afterPassword(email)
      for (let i = 0; i < 5; i++) await guessing.browser.post('/sign-in/code', { code: `00000${i}` })
      pass(minutes(1))
      const good = () => ({ code: codeOf(secret, world.app.now) })
      assert.equal((await guessing.browser.post('/sign-in/code', good())).location, '/sign-in')
      assert.equal(await isIn(guessing.browser), false)
      const slow = await afterPassword(email)
      pass(minutes(11))
      assert.equal((await slow.browser.post('/sign-in/code', good())).location, '/sign-in')
      assert.match((await slow.browser.get('/sign-in')).text, /took too long/)
      const again = await afterPassword(email)
      assert.equal((await again.browser.post('/sign-in/code', good())).status, 303)
    })

    it('looks at ten wrong codes of a person in a quarter of an hour, however often the password is said again', async () => {
      const { id, email } = await aPerson()
      const secret = await withApp(world, id)
      const known = await afterPassword(email)
      pass(minutes(1))
      await known.browser.post('/sign-in/code', { code: codeOf(secret, world.app.now) })
      const browser = world.stranger()
      let looked = 0
      for (let attempt = 0; attempt < 6; attempt++) {
        await browser.get('/sign-in')
        const { location } = await browser.post('/sign-in', { email, password, next: '' })
        if (location) await browser.get(location)
        for (let i = 0; i < 4; i++)
          if ((await browser.post('/sign-in/code', { code: `11111${i}` })).status === 422) looked++
      }
      assert.ok(looked <= 10, `${looked} codes were looked at`)
      pass(minutes(1))
      const code = { code: codeOf(secret, world.app.now) }
      assert.equal((await browser.post('/sign-in/code', code)).status, 429, 'the right one too')
      // The browser in which they have been before is no stranger’s.
      await known.browser.get('/me')
      await known.browser.post('/sign-out')
      await known.browser.get('/sign-in')
      await known.browser.post('/sign-in', { email, password, next: '' })
      await known.browser.get('/sign-in/code')
      assert.equal((await known.browser.post('/sign-in/code', code)).status, 303)
    })

    it('looks at as few wrong codes of whoever is signed in, and the password said right again begins no others', async () => {
      const { id } = await aPerson()
      const secret = await withApp(world, id)
      const browser = await world.as(id)
      const off = (code: string) => browser.post('/me/second-factor', { wanted: 'off', password, code })
      let looked = 0
      for (let i = 0; i < 15; i++) if ((await off(`22222${i % 10}`)).status === 422) looked++
      assert.ok(looked <= 10, `${looked} codes were looked at`)
      pass(minutes(1))
      assert.equal((await off(codeOf(secret, world.app.now))).status, 429)
      await world.app.queue.drain(world.app)
      const refused = world.app.db.read.selectFrom('audit_event').select('id').where('kind', '=', 'code refused')
      assert.ok((await refused.where('staff_id', '=', id).execute()).length > 0)
    })

    it('has an app set up by whoever began it alone, and ends every other session by that', async () => {
      const { id, email } = await aPerson()
      const [hers, other] = [await world.as(id), await world.as(id)]
      await hers.post('/me/second-factor', { password })
      const secret = (await hers.get('/me/second-factor')).html.querySelector('code')!.text.replaceAll(' ', '')
      assert.equal((await other.get('/me/second-factor')).html.querySelector('code'), null)
      const setup_code = codeOf(secret, world.app.now)
      assert.equal((await other.post('/me/second-factor/confirmation', { setup_code })).status, 422)
      assert.equal((await hers.post('/me/second-factor/confirmation', { setup_code })).status, 200)
      assert.deepEqual([await isIn(hers), await isIn(other)], [true, false])
      const mails = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('template')
        .where('email', '=', email)
        .execute()
      assert.deepEqual(
        mails.map((mail) => mail.template),
        ['second factor set up'],
      )
      pass(minutes(20))
      const again = await world.as(id)
      await again.post('/me/second-factor', { wanted: 'another', password, code: codeOf(secret, world.app.now) })
      const page = (await again.get('/me/second-factor')).html
      assert.ok(page.querySelector('#setup'))
      assert.ok(page.querySelector('#factor button[value=off]'), 'the one that is in use can be ended meanwhile')
      pass(minutes(16))
      assert.equal(
        (await again.get('/me/second-factor')).html.querySelector('#setup'),
        null,
        'it waits a quarter of an hour',
      )
    })

    it('has one set up in the attempt that must, and in no other of the same person', async () => {
      const { email } = await aPerson('admin')
      await demand('admins')
      const [theirs, hers] = [await afterPassword(email), await afterPassword(email)]
      assert.equal((await theirs.browser.get('/sign-in/second-factor')).location, '/sign-in', 'the later one counts')
      const secret = (await hers.browser.get('/sign-in/second-factor')).html
        .querySelector('code')!
        .text.replaceAll(' ', '')
      const done = await hers.browser.post('/sign-in/second-factor', { setup_code: codeOf(secret, world.app.now) })
      assert.equal(done.status, 200)
      pass(minutes(1))
      assert.equal(await isIn(theirs.browser), false)
      await demand('nobody')
    })

    it('ends with the person: an attempt of before is none when they come back', async () => {
      const { id, email } = await aPerson()
      const secret = await withApp(world, id)
      const { browser } = await afterPassword(email)
      await world.perform((act) => deactivate(act, id, world.people.admin))
      await world.perform((act) => reactivate(act, id))
      pass(minutes(1))
      assert.equal((await browser.post('/sign-in/code', { code: codeOf(secret, world.app.now) })).location, '/sign-in')
      assert.equal(await isIn(browser), false)
    })

    it('is not taken away by one’s own rights as an admin: that takes the password and a code', async () => {
      const { owner } = world.people
      await withApp(world, owner)
      const browser = await world.as(owner)
      for (const path of ['', '/removal'])
        assert.equal(
          (path
            ? await browser.post(`/settings/team/${owner}/second-factor${path}`)
            : await browser.get(`/settings/team/${owner}/second-factor`)
          ).status,
          403,
        )
      assert.ok(await authenticatorSince(world.app.db.read, owner))
    })

    it('lets a recovery code in once', async () => {
      const { id, email } = await aPerson()
      await withApp(world, id)
      const made = await makeRecoveryCodes()
      await world.perform((act) => keepRecoveryCodes(act, { id, name: 'x' }, made))
      const { browser } = await afterPassword(email)
      const typed = grouped(made[0]!.code).toLowerCase()
      assert.equal((await browser.post('/sign-in/code', { code: typed })).status, 303)
      const next = await afterPassword(email)
      assert.equal((await next.browser.post('/sign-in/code', { code: typed })).status, 422)
    })

    it('has whoever must have one set it up before they are in', async () => {
      const [employee, admin] = [await aPerson(), await aPerson('admin')]
      await demand('admins')
      assert.equal((await afterPassword(employee.email)).location, '/')
      const { browser, location } = await afterPassword(admin.email)
      assert.equal(location, '/sign-in/second-factor')
      const page = await browser.get(location!)
      const secret = page.html.querySelector('code')!.text.replaceAll(' ', '')
      assert.equal((await browser.post(location!, { setup_code: '123' })).status, 422)
      assert.equal(await isIn(browser), false)
      const finished = await browser.post(location!, { setup_code: codeOf(secret, world.app.now) })
      assert.equal(finished.html.querySelectorAll('.recovery-codes li').length, 10)
      assert.equal(await isIn(browser), true)
      assert.match((await browser.get('/me/second-factor')).text, /can’t be turned off/)
      pass(minutes(1))
      const off = { wanted: 'off', password, code: codeOf(secret, world.app.now) }
      assert.equal((await browser.post('/me/second-factor', off)).status, 403)
      await demand('nobody')
    })

    it('lets nobody who knows the password alone put an app of their own in its place', async () => {
      const { id, email } = await aPerson()
      await withApp(world, id)
      const waiting = await begunSetup(world, id)
      const { browser } = await afterPassword(email)
      const page = await browser.get('/sign-in/second-factor')
      assert.equal(page.location, '/sign-in')
      assert.doesNotMatch(page.text, new RegExp(waiting))
      const { browser: other } = await afterPassword(email)
      const answer = await other.post('/sign-in/second-factor', { setup_code: codeOf(waiting, world.app.now) })
      assert.equal(answer.location, '/sign-in')
      assert.equal(await isIn(other), false)
    })

    it('is asked after a mailed link for a new password too', async () => {
      const { id } = await aPerson()
      await withApp(world, id)
      const { issueToken } = await import('#src/staff/tokens.ts')
      const token = await world.perform((act) => issueToken(act.trx, id, 'reset', act.at))
      const browser = world.stranger()
      await browser.get(`/password-reset/${token}`)
      const chosen = { password: 'quite another long password', again: 'quite another long password' }
      assert.equal((await browser.post(`/password-reset/${token}`, chosen)).location, '/sign-in/code')
      assert.equal(await isIn(browser), false)
    })

    it('is set up, renewed and ended by its owner, who shows password and code each time', async () => {
      const { id } = await aPerson()
      const browser = await world.as(id)
      const own = '/me/second-factor'
      assert.equal((await browser.post(own, { password: 'not the password' })).status, 422)
      await browser.post(own, { password })
      const secret = (await browser.get(own)).html.querySelector('code')!.text.replaceAll(' ', '')
      const finished = await browser.post(`${own}/confirmation`, { setup_code: codeOf(secret, world.app.now) })
      const [first] = finished.html.querySelectorAll('.recovery-codes li').map((li) => li.text.trim())
      const renewed = await browser.post(own, { wanted: 'codes', password, code: first! })
      assert.equal(renewed.html.querySelectorAll('.recovery-codes li').length, 10)
      assert.equal((await browser.post(own, { wanted: 'codes', password, code: first! })).status, 422)
      pass(minutes(1))
      const code = codeOf(secret, world.app.now)
      assert.equal((await browser.post(own, { wanted: 'off', password: 'wrong one', code })).status, 422)
      assert.equal((await browser.post(own, { wanted: 'off', password, code: '000000' })).status, 422)
      assert.ok(await authenticatorSince(world.app.db.read, id))
      assert.equal((await browser.post(own, { wanted: 'off', password, code })).status, 303)
      assert.equal(await authenticatorSince(world.app.db.read, id), null)
    })

    it('is taken away by an admin, who learns nothing by it; the person is out, and told', async () => {
      const { id, email } = await aPerson()
      await withApp(world, id)
      const theirs = await world.as(id)
      const admin = await world.as(world.people.admin)
      assert.match((await admin.get(`/settings/team/${id}`)).text, /Reset two-step sign-in/)
      const removed = await admin.post(`/settings/team/${id}/second-factor/removal`)
      assert.equal(removed.location, `/settings/team/${id}`)
      assert.equal(await isIn(theirs), false)
      const mails = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('template')
        .where('email', '=', email)
        .orderBy('id')
        .execute()
      assert.equal(mails.at(-1)?.template, 'second factor reset')
      assert.equal((await afterPassword(email)).location, '/')
      assert.doesNotMatch((await admin.get(`/settings/team/${id}`)).text, /Reset two-step/)
    })
  })
