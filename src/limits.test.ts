import assert from 'node:assert/strict'
import { before, describe, it, mock } from 'node:test'
import { type CompiledQuery, DefaultQueryExecutor } from 'kysely'
import { networkOf } from './platform/web/address.ts'
import type { Browser } from './testing/browser-like.ts'
import { addClient } from './testing/clients.ts'
import { engines, makeWorld, password, type World } from './testing/world.ts'

const wrong = 'not the right password'
const own = 'quite another password'

/** The two realms of people: where each signs in, and the address of somebody who does. */
const realms = [
  { at: '', home: '/accounts', email: 'eva@firm.test', refused: 'sign-in refused' },
  { at: '/portal', home: '/portal', email: 'guessed@client.test', refused: 'portal sign-in refused' },
] as const

for (const { at, home, email, refused } of realms)
  describe(`guessing passwords at ${at}/sign-in`, () => {
    let world: World
    before(async () => {
      world = await makeWorld('sqlite')
      await addClient(world, 'Guessed')
    })

    let strangers = 0
    /** A browser that is known for the name. */
    let known: Browser
    const elsewhere = () => `198.51.${Math.floor(++strangers / 250)}.${1 + (strangers % 250)}`
    const signIn = async (secret: string, from: string, browser = world.stranger(), name: string = email) => {
      await browser.get(`${at}/sign-in`)
      return browser.post(`${at}/sign-in`, { email: name, password: secret, next: '' }, { from })
    }

    it('is stopped after eight tries for a name from one network, and not for another network', async () => {
      const from = '203.0.113.1'
      for (let i = 0; i < 8; i++) assert.equal((await signIn(wrong, from)).status, 422)
      const late = await signIn(password, from)
      assert.equal(late.status, 429)
      assert.equal(late.headers.get('retry-after'), '900')
      assert.ok(late.html.querySelector(`[role=alert] ~ p a[href="${at}/password-reset"]`), 'it offers the way out')
      assert.equal((await signIn(password, '203.0.113.2')).status, 303)
    })

    it('takes the addresses of one IPv6 network for one', async () => {
      for (let i = 1; i <= 8; i++) await signIn(wrong, `2001:db8:0:7::${i}`)
      assert.equal((await signIn(password, '2001:db8:0:7:ffff::9')).status, 429)
      assert.equal((await signIn(password, '2001:db8:0:8::1')).status, 303)
    })

    it('keeps nobody out of a browser in which they were, whatever others try', async () => {
      const mine = world.stranger()
      assert.equal((await signIn(password, '192.0.2.1', mine)).status, 303)
      for (let i = 0; i < 55; i++) await signIn(wrong, elsewhere())
      for (let i = 0; i < 9; i++) await signIn(wrong, '192.0.2.1')
      assert.equal((await signIn(password, elsewhere())).status, 429, 'an unknown browser is stopped')
      await mine.post(`${at}/sign-out`)
      mine.cookies.delete(at ? 'portal' : 'session')
      assert.equal((await signIn(password, '192.0.2.1', mine)).status, 303, 'the known one is not')
    })

    it('lets in by a mailed link whoever comes with another browser, which is known from then on', async () => {
      const browser = world.stranger()
      const from = elsewhere()
      assert.equal((await signIn(password, from, browser)).status, 429)
      await browser.get(`${at}/password-reset`)
      assert.equal((await browser.post(`${at}/password-reset`, { email }, { from })).status, 200)
      await world.app.queue.drain(world.app)
      const admin = await world.as(world.people.owner)
      const mail = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('id')
        .where('email', '=', email)
        .where('template', 'in', ['password reset', 'portal password reset'])
        .executeTakeFirstOrThrow()
      const shown = await admin.post(`/settings/mail/${mail.id}/link`)
      const link = new URL(shown.html.querySelector('#link code')!.text).pathname
      await browser.get(link)
      assert.equal((await browser.post(link, { password: own, again: own }, { from })).status, 303)
      assert.equal((await browser.get(home)).status, 200)
      for (let i = 0; i < 55; i++) await signIn(wrong, elsewhere())
      assert.equal((await signIn(own, elsewhere())).status, 429)
      await browser.post(`${at}/sign-out`)
      browser.cookies.delete(at ? 'portal' : 'session')
      assert.equal((await signIn(own, from, browser)).status, 303)
      known = browser
    })

    it('knows a browser by a proof that can’t be made up, is for one name, and ends', async () => {
      const cookie = at ? 'portal-device' : 'device'
      const proof = known.cookies.get(cookie)!
      const elses = world.stranger()
      elses.cookies.set(cookie, proof)
      for (let i = 0; i < 8; i++) await signIn(wrong, '192.0.2.7', elses, 'somebody@else.test')
      assert.equal((await signIn(wrong, '192.0.2.7', world.stranger(), 'somebody@else.test')).status, 429)
      const forged = world.stranger()
      forged.cookies.set(cookie, `${proof.slice(0, -1)}${proof.endsWith('A') ? 'B' : 'A'}x`)
      assert.equal((await signIn(own, elsewhere(), forged)).status, 429)
      const old = world.stranger()
      old.cookies.set(cookie, proof)
      const now = world.app.now
      world.app.now = new Date(now.getTime() + 366 * 86_400_000)
      assert.equal((await signIn(own, elsewhere(), old)).status, 429)
      world.app.now = now
      assert.equal((await signIn(own, elsewhere(), old)).status, 303)
    })

    it('stops a known browser after eight wrong tries of its own', async () => {
      const mine = world.stranger()
      mine.cookies.set(at ? 'portal-device' : 'device', 'nothing')
      const name = at ? (await addClient(world, 'Forgetful')).email : 'nina@firm.test'
      await signIn(password, '192.0.2.9', mine, name)
      mine.cookies.delete(at ? 'portal' : 'session')
      for (let i = 0; i < 8; i++) assert.equal((await signIn(wrong, '192.0.2.9', mine, name)).status, 422)
      assert.equal((await signIn(password, '192.0.2.9', mine, name)).status, 429)
      assert.equal((await signIn(password, '192.0.2.9', world.stranger(), name)).status, 303)
    })

    it('is one event for a streak, and none where nobody has the address', async () => {
      await signIn(wrong, elsewhere(), world.stranger(), 'my password by mistake')
      await world.app.queue.drain(world.app)
      const told = await world.app.db.read
        .selectFrom('audit_event')
        .select(['subject', 'actor'])
        .where('kind', '=', refused)
        .orderBy('id')
        .execute()
      const forgetful = at ? 'forgetful@client.test' : 'nina@firm.test'
      assert.deepEqual(
        told.map((event) => event.subject),
        [email, forgetful],
      )
      const left = await world.app.db.read.selectFrom('queue_item').select('id').execute()
      assert.deepEqual(left, [])
    })
  })

describe('the networks that limits count by', () => {
  it('are an IPv4 address, in whatever form, and 64 bits of an IPv6 one', async () => {
    for (const [address, network] of [
      ['203.0.113.9', '203.0.113.9'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['2001:DB8:0:0:1::', '2001:db8:0:0::/64'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['unknown', 'unknown'],
    ] as const)
      assert.equal(networkOf(address), network)
    const world = await makeWorld('sqlite')
    for (const from of ['::ffff:203.0.113.5', '::FFFF:cb00:7105', '203.0.113.5']) {
      const browser = world.stranger()
      await browser.get('/sign-in')
      await browser.post('/sign-in', { email: 'olga@firm.test', password, next: '' }, { from })
    }
    const events = await world.app.db.read
      .selectFrom('audit_event')
      .select('address')
      .where('kind', '=', 'signed in')
      .execute()
    assert.deepEqual(new Set(events.map((event) => event.address)), new Set(['203.0.113.5']))
  })
})

for (const engine of engines)
  describe(`passwords on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    /** The statements of an answer, in order. */
    async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
      const seen: string[] = []
      const base = Object.getPrototypeOf(DefaultQueryExecutor.prototype) as DefaultQueryExecutor
      const run = base.executeQuery
      const counted = mock.method(base, 'executeQuery', function (this: unknown, query: CompiledQuery) {
        seen.push(query.sql)
        return run.call(this as never, query)
      })
      try {
        await work()
      } finally {
        counted.mock.restore()
      }
      return seen
    }

    it('have the same statements run for an address that somebody has and for one that nobody has', async () => {
      const client = await addClient(world, 'Known')
      for (const [path, known] of [
        ['/sign-in', 'olga@firm.test'],
        ['/password-reset', 'olga@firm.test'],
        ['/portal/sign-in', client.email],
        ['/portal/password-reset', client.email],
      ] as const) {
        const browser = world.stranger()
        await browser.get(path)
        const ask = (email: string) => () => browser.post(path, { email, password: wrong, next: '' })
        // Not the first of its kind: a statement may be prepared once.
        await ask('somebody@nowhere.test')()
        const ofKnown = await statementsOf(ask(known))
        const ofUnknown = await statementsOf(ask('nobody@nowhere.test'))
        assert.ok(ofKnown.length > 2, path)
        assert.deepEqual(ofKnown, ofUnknown, path)
      }
    })

    it('are asked for again eight times in a quarter of an hour, in each session for itself', async () => {
      const { loginId, email } = await addClient(world, 'Absent')
      const nina = world.people.nina
      const changed = { password: own, again: own }
      for (const [as, path, field, rest, kind, subject] of [
        [() => world.as(nina), '/me/password', 'now', changed, 'password refused', 'Nina Newcomer'],
        [
          () => world.as(world.people.owner),
          `/settings/team/${world.people.admin}/ownership`,
          'password',
          {},
          'password refused',
          'Olga Owner',
        ],
        [() => world.asClient(loginId), '/portal/password', 'now', changed, 'portal password refused', email],
      ] as const) {
        const stolen = await as()
        const mine = await as()
        for (let i = 0; i < 8; i++)
          assert.equal((await stolen.post(path, { ...rest, [field]: wrong })).status, 422, path)
        const late = await stolen.post(path, { ...rest, [field]: password })
        assert.equal(late.status, 429, path)
        assert.equal(late.headers.get('retry-after'), '900', path)
        assert.equal((await mine.post(path, { ...rest, [field]: password })).status, 303, path)
        const events = await world.app.db.read
          .selectFrom('audit_event')
          .select('subject')
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .execute()
        assert.equal(events.length, 1, path)
      }
    })

    it('are reset by one mail in ten minutes, so that nobody can end the link that is on its way', async () => {
      const { email } = await addClient(world, 'Pestered')
      const count = async (to: string) => {
        await world.app.queue.drain(world.app)
        const mails = world.app.db.read.selectFrom('outgoing_mail').select('id').where('email', '=', to)
        return (await mails.where('template', 'in', ['password reset', 'portal password reset']).execute()).length
      }
      for (const [path, to] of [
        ['/password-reset', 'adam@firm.test'],
        ['/portal/password-reset', email],
      ] as const) {
        const browser = world.stranger()
        await browser.get(path)
        for (let i = 0; i < 3; i++) await browser.post(path, { email: to })
        assert.equal(await count(to), 1)
        world.app.now = new Date(world.app.now.getTime() + 600_000)
        await browser.post(path, { email: to })
        assert.equal(await count(to), 2)
      }
    })

    it('are asked with an address that may have spaces around it, capitals and letters in two parts', async () => {
      const { email } = await addClient(world, 'Spaced')
      const person = await world.addPerson({ email: 'josé@firm.test', name: 'José', role: 'employee' })
      for (const [path, typed] of [
        ['/sign-in', ` ${'josé@firm.test'.normalize('NFD')}\u00A0`],
        ['/sign-in', '\tJOSÉ@FIRM.test '],
        ['/portal/sign-in', `  ${email.toUpperCase()} `],
      ] as const) {
        const browser = world.stranger()
        await browser.get(path)
        const answer = await browser.post(path, { email: typed, password, next: '' })
        assert.equal(answer.status, 303, `${path} ${typed}`)
      }
      for (const [path, typed, to] of [
        ['/password-reset', ' José@firm.test ', 'josé@firm.test'],
        ['/portal/password-reset', ` ${email} `, email],
      ] as const) {
        const browser = world.stranger()
        await browser.get(path)
        await browser.post(path, { email: typed })
        await world.app.queue.drain(world.app)
        const mails = world.app.db.read.selectFrom('outgoing_mail').select('id').where('email', '=', to)
        assert.equal(
          (await mails.where('template', 'in', ['password reset', 'portal password reset']).execute()).length,
          1,
          path,
        )
      }
      const owner = await world.as(world.people.owner)
      const invited = { name: 'Ines', email: ' ines@firm.test\u00A0', role: 'employee', preset: '', language: 'pt' }
      await owner.post('/settings/team', invited)
      await owner.post(`/settings/team/${person}`, {
        name: 'José',
        email: ' jose@firm.test ',
        default_access: '',
        version: 1,
      })
      const stored = await world.app.db.read.selectFrom('staff').select(['email', 'email_key']).execute()
      for (const email of ['ines@firm.test', 'jose@firm.test'])
        assert.ok(
          stored.some((row) => row.email === email && row.email_key === email),
          email,
        )
    })
  })
