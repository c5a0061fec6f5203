import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { tryAgain } from '#src/outbox/outbox.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { invite, setRole, transferOwnership } from './person.ts'
import { issueToken, type TokenKind } from './tokens.ts'

const chosen = { password: 'a new and long password', again: 'a new and long password' }

for (const engine of engines)
  describe(`the address that one of the staff signs in with on ${engine}`, () => {
    const { listen, close, received } = mailServer()
    let world: World
    let owner: Browser
    let made = 0
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
      owner = await world.as(world.people.owner)
    })
    after(close)
    const row = (id: number) =>
      world.app.db.read.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const mailsOf = (staffId: number) =>
      world.app.db.read.selectFrom('outgoing_mail').selectAll().where('staff_id', '=', staffId).orderBy('id').execute()
    const textsTo = (email: string) => received.filter((mail) => mail.to === email).map((mail) => mail.text)
    const linkIn = (text = '') => /\/(invitation|password-reset)\/[\w-]{43}/.exec(text)?.[0] ?? ''
    const send = () => world.app.queue.drain(world.app)
    const link = async (id: number, kind: TokenKind) =>
      `/${kind === 'reset' ? 'password-reset' : kind}/${await world.perform((act) => issueToken(act.trx, id, kind, act.at))}`
    const rename = async (id: number, email: string, htmx = false) => {
      const { name, version, default_access } = await row(id)
      const fields = { name, email, version, default_access: default_access ? 'on' : '' }
      const answer = await owner.post(`/settings/team/${id}`, fields, { htmx })
      assert.equal(answer.status, htmx ? 200 : 303)
      return (await owner.get(`/settings/team/${id}`)).html.querySelector('#flash')?.text ?? ''
    }
    /** Somebody who is invited, at an address with a mistake in it. */
    const invitedPerson = async () => {
      const email = `wrong${++made}@firm.test`
      const id = await world.perform((act) =>
        invite(act, { name: `Invited ${made}`, email, role: 'employee', language: 'en' }),
      )
      return { id, email }
    }
    const active = async () => {
      const email = `old${++made}@firm.test`
      return { id: await world.addPerson({ name: `Active ${made}`, email, role: 'employee' }), email }
    }
    /** Nobody gets in by the link, whether the page was open already or not; and it says nothing of whose it was. */
    const isDead = async (path: string) => {
      for (const answer of [await world.stranger().get(path), await world.stranger().post(path, chosen)]) {
        assert.ok(answer.status >= 403 && answer.status < 500)
        assert.doesNotMatch(answer.text, /@firm\.test/)
      }
    }

    it('takes the invitation with it: the link that went to the wrong one is dead, and another goes to the right one', async () => {
      for (const htmx of [false, true]) {
        const { id, email } = await invitedPerson()
        await send()
        const wrong = linkIn(textsTo(email)[0])
        const open = world.stranger()
        assert.equal((await open.get(wrong)).status, 200)
        const right = `right${made}@firm.test`
        assert.match(await rename(id, right, htmx), new RegExp(`invitation to ${right}`))
        assert.equal((await open.post(wrong, chosen)).status, 404)
        await isDead(wrong)
        assert.equal((await row(id)).password_hash, null)
        await send()
        assert.equal(textsTo(email).length, 1, 'an invitation that nobody has used is no news to the wrong one')
        const browser = world.stranger()
        await browser.get(linkIn(textsTo(right)[0]))
        assert.equal((await browser.post(linkIn(textsTo(right)[0]), chosen)).location, '/')
      }
    })

    it('lets no mail with a link leave to the one before, nor an admin hand its link over', async () => {
      const { id, email } = await invitedPerson()
      const [waiting] = await mailsOf(id)
      await rename(id, `late${made}@firm.test`)
      await send()
      assert.deepEqual(textsTo(email), [])
      const was = (await mailsOf(id))[0]!
      assert.deepEqual([was.status, was.error], ['failed', 'address changed'])
      assert.equal((await owner.post(`/settings/mail/${waiting!.id}/link`)).status, 409)
      await world.perform((act) => tryAgain(act, waiting!.id))
      await send()
      assert.deepEqual(textsTo(email), [])
      assert.match((await owner.get('/settings/mail')).text, /now has another e-mail address/)
    })

    it('ends the links for a new password, and the old address is told, without the new one', async () => {
      const { id, email } = await active()
      const reset = await link(id, 'reset')
      assert.equal((await world.stranger().get(reset)).status, 200)
      await rename(id, `new${made}@firm.test`)
      await isDead(reset)
      await send()
      const [told] = textsTo(email)
      assert.match(told!, /the e-mail address you use to sign in to Test Firm was changed/)
      assert.doesNotMatch(told!, /new\d+@firm\.test/)
      assert.equal(linkIn(told), '')
      assert.deepEqual(textsTo(`new${made}@firm.test`), [])
    })

    it('is the same one in other letters, and after any other change', async () => {
      const { id, email } = await active()
      const reset = await link(id, 'reset')
      await rename(id, email.toUpperCase())
      assert.equal((await world.stranger().get(reset)).status, 200)
      assert.deepEqual(await mailsOf(id), [])
    })

    it('is written to no more where somebody does not work here any more', async () => {
      const { id } = await active()
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ deactivated_at: world.app.now.toISOString() }).where('id', '=', id).execute(),
      )
      await rename(id, `gone${made}@firm.test`)
      assert.deepEqual(await mailsOf(id), [])
    })

    it('opens no more than it did when its link was shown: a new role, or the firm, takes another link', async () => {
      for (const rise of [
        (id: number) => world.performAs(world.people.owner, (act) => setRole(act, id, 'admin')),
        (id: number) => world.performAs(world.people.owner, (act) => transferOwnership(act, id)),
      ]) {
        const { id } = await active()
        const reset = await link(id, 'reset')
        await rise(id)
        await isDead(reset)
      }
    })
  })
