import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { findAccount } from '#src/accounts/account.ts'
import { findLink, linkedContacts } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'

const bad = {
  'too long': 'x'.repeat(201),
  'control characters': 'a\u0007b',
  'what decoding could not read': 'caf\uFFFD',
}

for (const engine of oneEngine)
  describe(`the profile on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const account = async (id = world.accounts.seen) =>
      findAccount(world.app.db.read, await world.staff(world.people.owner), id)
    const link = () => findLink(world.app.db.read, world.accounts.seen, world.contacts.maria)

    it('says on every page whose it is', async () => {
      for (const path of ['', '/info', '/activity']) {
        const page = await eva.get(`/accounts/${world.accounts.seen}${path}`)
        assert.equal(page.status, 200)
        assert.equal(page.html.querySelector('#profile-bar h1')?.text, 'Seen Family')
      }
    })

    it('is not there for whoever may not see it', async () => {
      for (const path of ['', '/info', '/activity', '/details', `/links/${world.contacts.zoe}/description`])
        assert.equal((await eva.get(`/accounts/${world.accounts.hidden}${path}`)).status, 404, path)
      for (const id of ['0', '-1', 'abc', '2147483648', '9007199254740993', '1e3', '%00'])
        assert.equal((await owner.get(`/accounts/${id}`)).status, 404, id)
    })

    it('names related accounts that one sees, and only counts those that one does not', async () => {
      const forOwner = await owner.get(`/accounts/${world.accounts.seen}/info`)
      assert.match(forOwner.html.querySelector('#related')!.text, /Hidden Holdings/)
      const forEva = await eva.get(`/accounts/${world.accounts.seen}/info`)
      assert.match(forEva.html.querySelector('#related')!.text, /1 more client that you have no access to/)
      assert.doesNotMatch(forEva.text, /Hidden/)
    })

    it('says when too many contacts are ticked, and takes none of them', async () => {
      const many = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))
      for (const count of [51, 40_000])
        for (const path of ['/accounts', `/accounts/${world.accounts.seen}/links`]) {
          const before = await linkedContacts(world.app.db.read, world.accounts.seen)
          const refused = await owner.post(path, { type: 'company', name: 'Many, Lda', contact: many(count) })
          assert.equal(refused.status, 422, `${path} with ${count}`)
          assert.match(refused.text, /Too many\. Remove some\./)
          assert.equal((await linkedContacts(world.app.db.read, world.accounts.seen)).length, before.length)
        }
    })

    it('describes a contact without JavaScript', async () => {
      const base = `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`
      const form = await owner.get(`${base}/edit`)
      assert.ok(form.html.querySelector('html'))
      const { version } = await link()
      assert.equal(
        form.html.querySelector(`#linked-contact-${world.contacts.maria} [name=description]`)?.getAttribute('value'),
        'Mother',
      )
      const saved = await owner.post(base, { description: 'Grandmother', version })
      assert.equal(saved.status, 303)
      assert.equal(saved.location, `/accounts/${world.accounts.seen}/info#linked-contact-${world.contacts.maria}`)
      assert.match((await owner.get(saved.location!)).text, /Grandmother/)
    })

    it('describes a contact with htmx', async () => {
      const base = `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`
      const form = await owner.get(`${base}/edit`, { htmx: true })
      assert.equal(form.html.querySelector('html'), null)
      assert.ok(form.html.querySelector(`#linked-contact-${world.contacts.maria}`))
      const { version } = await link()
      const saved = await owner.post(base, { description: 'Mother', version }, { htmx: true })
      assert.equal(saved.status, 200)
      assert.equal(saved.html.querySelectorAll(`#linked-contact-${world.contacts.maria}`).length, 1)
      assert.doesNotMatch(saved.text, /doctype/i)
    })

    it('shows both descriptions when somebody was quicker, and overwrites nothing', async () => {
      const base = `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`
      const { version } = await link()
      await owner.post(base, { description: 'Theirs', version })
      for (const htmx of [false, true]) {
        const answer = await owner.post(base, { description: 'Mine', version }, { htmx })
        assert.equal(answer.status, 409)
        const values = answer.html.querySelectorAll('input[type=radio]').map((radio) => radio.getAttribute('value'))
        assert.deepEqual(values, ['Mine', 'Theirs'])
        assert.equal(Boolean(answer.html.querySelector('html')), !htmx)
      }
      assert.equal((await link()).description, 'Theirs')
    })

    it('keeps what was typed when it can’t be saved, and says why', async () => {
      for (const [what, description] of Object.entries(bad)) {
        const { version } = await link()
        const base = `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`
        const answer = await owner.post(base, { description, version })
        assert.equal(answer.status, 422, what)
        assert.ok(answer.html.querySelector('.field-error'), what)
        assert.equal((await link()).version, version, what)
      }
    })

    it('shows HTML as text', async () => {
      const { version } = await link()
      const base = `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`
      await owner.post(base, { description: '<script>alert(1)</script>', version })
      const page = await owner.get(`/accounts/${world.accounts.seen}/info`)
      assert.ok(page.text.includes('&lt;script&gt;alert(1)'))
      assert.ok(!page.text.includes('<script>alert'))
    })

    it('refuses who lacks the right: 403, unchanged, control absent, and in the audit trail', async () => {
      const { version, name } = await account()
      const before = await link()
      const fields = { name: 'Hijacked', type: 'other', version }
      const tries: [string, Record<string, string | number>][] = [
        [`/accounts/${world.accounts.seen}/details`, fields],
        [`/accounts/${world.accounts.seen}/archival`, {}],
        [`/accounts/${world.accounts.seen}/links/${world.contacts.maria}/removal`, {}],
        [
          `/accounts/${world.accounts.seen}/links/${world.contacts.maria}/description`,
          { description: 'x', version: before.version },
        ],
      ]
      for (const [path, posted] of tries) assert.equal((await eva.post(path, posted)).status, 403, path)
      assert.equal((await account()).name, name)
      assert.deepEqual(await link(), before)
      const page = await eva.get(`/accounts/${world.accounts.seen}/info`)
      for (const [path] of tries) {
        assert.equal(page.html.querySelector(`form[action="${path}"]`), null, path)
        assert.equal(page.html.querySelector(`a[href="${path}"], a[href="${path}/edit"]`), null, path)
      }
      const refusals = await world.app.db.read
        .selectFrom('audit_event')
        .select('subject')
        .where('kind', '=', 'refused')
        .execute()
      assert.equal(refusals.length, tries.length)
    })

    it('tells of a refused form without the token of the link that it came from', async () => {
      const token = 'Zz-9'.repeat(11)
      for (const path of ['/password-reset', '/invitation'])
        assert.equal((await owner.post(`${path}/${token}`, {}, { token: 'stale' })).status, 403)
      const told = await world.app.db.read
        .selectFrom('audit_event')
        .select('subject')
        .where('kind', '=', 'refused')
        .orderBy('id', 'desc')
        .limit(2)
        .execute()
      assert.deepEqual(told.map(({ subject }) => subject).sort(), ['POST /invitation/…', 'POST /password-reset/…'])
    })

    it('makes an account with its first contact, and none without', async () => {
      const empty = await owner.post('/accounts', { name: 'Nobody', type: 'individual' })
      assert.equal(empty.status, 422)
      assert.equal(empty.html.querySelector('[name=name]')?.getAttribute('value'), 'Nobody')
      const made = await owner.post('/accounts', {
        name: '',
        type: 'individual',
        first_name: 'Nova',
        last_name: 'Cliente',
        email_1: 'nova@example.com',
      })
      assert.equal(made.status, 303)
      assert.match((await owner.get(made.location!)).html.querySelector('h1')!.text, /Nova Cliente/)
      const notMail = await owner.post('/accounts', {
        name: 'X',
        type: 'individual',
        first_name: 'A',
        email_1: 'not an address',
      })
      assert.equal(notMail.status, 422)
    })

    it('links, unlinks after asking, and never the last', async () => {
      const id = await world.openAccount('Linking')
      const found = await owner.get(`/accounts/${id}/links/new?q=zoe`)
      assert.ok(found.html.querySelector(`input[name=contact][value="${world.contacts.zoe}"]`))
      await owner.post(`/accounts/${id}/links`, { contact: [world.contacts.zoe, world.contacts.joao], q: '' })
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 3)
      const asked = await owner.get(`/accounts/${id}/links/${world.contacts.zoe}/removal`)
      assert.match(asked.text, /stays in Ficha/)
      for (const contact of await linkedContacts(world.app.db.read, id))
        await owner.post(`/accounts/${id}/links/${contact.id}/removal`)
      const left = await linkedContacts(world.app.db.read, id)
      assert.equal(left.length, 1)
      const last = await owner.post(`/accounts/${id}/links/${left[0]!.id}/removal`)
      assert.equal(last.status, 409)
      assert.match(last.text, /only contact/)
    })

    it('links nobody whom one may not see', async () => {
      await world.giveRights(world.people.eva, ['manage accounts'])
      const answer = await eva.post(`/accounts/${world.accounts.seen}/links`, { contact: world.contacts.zoe, q: '' })
      assert.equal(answer.status, 404)
      await world.giveRights(world.people.eva, [])
      assert.equal((await linkedContacts(world.app.db.read, world.accounts.seen)).length, 2)
    })

    it('deletes an archived account by its name alone', async () => {
      const id = await world.openAccount('Delete Me')
      assert.equal((await owner.get(`/accounts/${id}/removal`)).status, 409)
      await owner.post(`/accounts/${id}/archival`)
      assert.equal((await owner.post(`/accounts/${id}/removal`, { name: 'delete me' })).status, 422)
      assert.equal((await owner.post(`/accounts/${id}/removal`, { name: 'Delete Me' })).status, 303)
      assert.equal((await owner.get(`/accounts/${id}`)).status, 404)
    })
  })
