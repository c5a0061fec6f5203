import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { addressesOf, setFieldAddresses } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { createField } from '#src/fields/definition.ts'
import { linkContact } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { contactNamed, makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { switches } from './rules.ts'
import { setSwitch, settingOf } from './setting.ts'

for (const engine of oneEngine)
  describe(`the addresses of an account’s contacts on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let seen: number
    let maria: number
    let address: number
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      seen = world.accounts.seen
      maria = world.contacts.maria
      address = (await addressesOf(world.app.db.read, maria))[0]!.id
      base = `/accounts/${seen}/addresses/${address}`
    })
    const setting = () => settingOf(world.app.db.read, seen, address)
    const row = `#linked-contact-`
    const reads = (html: Awaited<ReturnType<Browser['get']>>['html'], name: string) =>
      html.querySelector(`form[action="${base}/${name}"] [role=switch]`)?.getAttribute('aria-checked')

    it('are switched without JavaScript, each by itself', async () => {
      for (const name of ['notify', 'sync', 'signer'] as const) {
        const answer = await owner.post(`${base}/${name}`, { wanted: 'on' })
        assert.equal(answer.status, 303)
        assert.equal(answer.location, `/accounts/${seen}/info#linked-contact-${maria}`)
        const page = await owner.get(answer.location!)
        assert.equal(reads(page.html, name), 'true')
        assert.match(page.html.querySelector('#flash')!.text, /is on for maria@seen\.test/)
      }
      assert.equal((await setting()).login, 0)
    })

    it('are switched with htmx: the row of the contact comes back, and nothing else', async () => {
      const answer = await owner.post(`${base}/sync`, { wanted: 'off' }, { htmx: true })
      assert.equal(answer.status, 200)
      assert.equal(reads(answer.html, 'sync'), 'false')
      assert.equal(answer.html.querySelectorAll(`[id^=linked-contact-]`).length, 1)
      assert.doesNotMatch(answer.text, /doctype/i)
    })

    it('take the wanted state, so that a form that is sent twice changes nothing more', async () => {
      await owner.post(`${base}/sync`, { wanted: 'on' })
      await owner.post(`${base}/sync`, { wanted: 'on' })
      assert.equal((await setting()).sync, 1)
      assert.equal((await owner.post(`${base}/sync`, { wanted: 'toggle' })).status, 422)
    })

    it('offer the invitation when LOGIN goes on, and send none by themselves', async () => {
      const plain = await owner.post(`${base}/login`, { wanted: 'on' })
      assert.equal(plain.location, `${base}/invitation`)
      const page = await owner.get(plain.location!)
      assert.ok(page.html.querySelector(`${row}${maria} textarea[name=message]`))
      await owner.post(`${base}/login`, { wanted: 'off' })
      const part = await owner.post(`${base}/login`, { wanted: 'on' }, { htmx: true })
      assert.ok(part.html.querySelector(`${row}${maria} textarea[name=message]`))
      const mails = await world.app.db.read.selectFrom('outgoing_mail').select('id').execute()
      assert.deepEqual(mails, [])
    })

    it('are invited with a message, in both modes, and again', async () => {
      const sent = await owner.post(`${base}/invitation`, { message: 'Bem-vinda!' })
      assert.equal(sent.status, 303)
      const page = await owner.get(sent.location!)
      assert.match(page.html.querySelector(`#address-${address}`)!.text, /Invited/)
      assert.match(page.html.querySelector(`#address-${address}`)!.text, /Send again/)
      const again = await owner.post(`${base}/invitation`, { message: '' }, { htmx: true })
      assert.match(again.html.querySelector(`#address-${address}`)!.text, /Invited/)
      const long = await owner.post(`${base}/invitation`, { message: 'x'.repeat(2001) })
      assert.equal(long.status, 422)
      assert.equal(long.html.querySelector('textarea[name=message]')!.text.trim().length, 2001)
      const invitations = await world.app.db.read.selectFrom('portal_invitation').selectAll().orderBy('id').execute()
      assert.deepEqual(
        invitations.map((one) => [one.message, one.revoked_at !== null]),
        [
          ['Bem-vinda!', true],
          ['', false],
        ],
      )
    })

    it('choose what they hear of; a choice made on a stale form is shown beside the newer one', async () => {
      const form = await owner.get(`${base}/preferences`)
      assert.equal(form.html.querySelectorAll('.preferences input:checked, .preferences input[checked]').length, 17)
      const version = form.html.querySelector(`${row}${maria} [name=version]`)!.getAttribute('value')!
      const saved = await owner.post(`${base}/preferences`, { version, notify: ['files', 'summary'], remind: [] })
      assert.equal(saved.status, 303)
      for (const htmx of [false, true]) {
        const stale = await owner.post(`${base}/preferences`, { version, notify: ['invoices'], remind: [] }, { htmx })
        assert.equal(stale.status, 409)
        const box = (type: string) => stale.html.querySelector(`input[name=notify][value=${type}]`)!
        assert.ok(box('invoices').hasAttribute('checked'))
        assert.ok(!box('files').hasAttribute('checked'))
        assert.match(box('files').parentNode!.text, /Current value:\s*On/)
      }
      const now = await owner.get(`${base}/preferences`)
      assert.ok(now.html.querySelector('input[name=notify][value=files]')!.hasAttribute('checked'))
      const wrong = await owner.post(`${base}/preferences`, { version: 2, notify: ['gossip'] })
      assert.equal(wrong.status, 422)
    })

    it('have no preferences while NOTIFY is off', async () => {
      await owner.post(`${base}/notify`, { wanted: 'off' })
      const answer = await owner.get(`${base}/preferences`)
      assert.equal(answer.status, 409)
      assert.match(answer.text, /Notify is off/)
      assert.equal((await owner.post(`${base}/preferences`, { version: 1, notify: [] })).status, 409)
      assert.equal(
        (await owner.get(`/accounts/${seen}/info`)).html.querySelector(`a[href="${base}/preferences"]`),
        null,
      )
      await owner.post(`${base}/notify`, { wanted: 'on' })
    })

    it('say why LOGIN can’t be on for what is another contact’s, in both modes', async () => {
      const twin = await world.perform((act) => createContact(act, contactNamed('Twin', 'Seen', 'maria@seen.test')))
      await world.perform((act) => linkContact(act, seen, { contactId: twin }))
      const id = (await addressesOf(world.app.db.read, twin))[0]!.id
      for (const htmx of [false, true]) {
        const answer = await owner.post(`/accounts/${seen}/addresses/${id}/login`, { wanted: 'on' }, { htmx })
        assert.equal(answer.status, 409)
        assert.match(answer.text, /another contact’s portal login/)
        assert.equal(Boolean(answer.html.querySelector('html')), !htmx)
      }
      assert.equal((await settingOf(world.app.db.read, seen, id)).login, 0)
    })

    it('can’t be written as another contact’s portal login: the contact’s form says so and keeps what was typed', async () => {
      const form = await owner.get(`/contacts/${maria}/edit`)
      const version = form.html.querySelector('input[name=version]')!.getAttribute('value')!
      const joao = (await addressesOf(world.app.db.read, world.contacts.joao))[0]!
      await world.perform((act) => setSwitch(act, seen, joao.id, 'login', true))
      const answer = await owner.post(`/contacts/${maria}`, { version, first_name: 'Mary', email_1: joao.email })
      assert.equal(answer.status, 422)
      assert.match(answer.html.querySelector('#f-email_1-error')!.text, /another contact’s portal login/)
      assert.equal(answer.html.querySelector('[name=first_name]')!.getAttribute('value'), 'Mary')
      assert.equal((await addressesOf(world.app.db.read, maria))[0]!.email, 'maria@seen.test')
    })

    it('refuse who lacks the right: 403, unchanged, controls absent', async () => {
      const before = await setting()
      for (const path of [...switches, 'invitation', 'password-reset', 'preferences'])
        assert.equal((await eva.post(`${base}/${path}`, { wanted: 'off' })).status, 403, path)
      assert.deepEqual(await setting(), before)
      const page = await eva.get(`/accounts/${seen}/info`)
      assert.equal(page.html.querySelectorAll('[role=switch], a[href$=invitation], a[href$=preferences]').length, 0)
      assert.match(page.html.querySelector(`#address-${address}`)!.text, /Login On\s*Notify On/)
    })

    it('are not there on an account that one does not see, or that they do not belong to', async () => {
      const zoe = (await addressesOf(world.app.db.read, world.contacts.zoe))[0]!.id
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.equal(
        (await eva.post(`/accounts/${world.accounts.hidden}/addresses/${zoe}/login`, { wanted: 'on' })).status,
        404,
      )
      assert.equal((await eva.post(`/accounts/${seen}/addresses/${zoe}/login`, { wanted: 'on' })).status, 404)
      await world.giveRights(world.people.eva, [])
    })

    it('of a custom field are named by it, and have switches of their own', async () => {
      const fieldId = await world.perform((act) =>
        createField(act, 'contact', {
          name: 'Private e-mail',
          type: 'e-mail',
          is_required: 0,
          is_encrypted: 0,
          help: '',
          heading: '',
          choices: [],
          currency: '',
        }),
      )
      await world.perform((act) => setFieldAddresses(act, maria, [{ fieldId, email: 'maria@private.test' }], true))
      const info = await owner.get(`/accounts/${seen}/info`)
      const line = info.html.querySelectorAll(`${row}${maria} .address`).at(-1)!
      assert.match(line.text, /maria@private\.test\s+Private e-mail/)
      assert.equal(line.querySelectorAll('[role=switch]').length, 4)
    })

    it('are not invited into an archived account, which says so', async () => {
      const id = await world.openAccount('Archived Soon')
      const contactId = await world.perform((act) => createContact(act, contactNamed('Ana', 'Soon', 'ana@soon.test')))
      await world.perform((act) => linkContact(act, id, { contactId }))
      const ana = (await addressesOf(world.app.db.read, contactId))[0]!.id
      await world.perform((act) => setSwitch(act, id, ana, 'login', true))
      await world.perform((act) => archiveAccount(act, id))
      const page = await owner.get(`/accounts/${id}/info`)
      assert.match(page.html.querySelector(`#address-${ana}`)!.text, /archived, so nobody has portal access/)
      assert.equal(page.html.querySelector('a[href$=invitation]'), null)
      const answer = await owner.post(`/accounts/${id}/addresses/${ana}/invitation`, { message: '' })
      assert.equal(answer.status, 409)
      assert.match(answer.text, /archived, so nobody has portal access/)
    })

    it('stand on pages of fifty contacts, however many there are', async () => {
      const id = await world.openAccount('Crowd')
      await world.perform(async (act) => {
        for (let i = 0; i < 120; i++)
          await linkContact(act, id, {
            contact: contactNamed(`Person ${String(i).padStart(3, '0')}`, 'Crowd', `p${i}@crowd.test`),
          })
      })
      const first = await owner.get(`/accounts/${id}/info`)
      assert.equal(first.html.querySelectorAll('[id^=linked-contact-]').length, 50)
      assert.match(first.html.querySelector('#contacts-title')!.text, /121/)
      const next = first.html.querySelector('#contacts a[rel=next]')!.getAttribute('href')!
      const second = await owner.get(next)
      const last = await owner.get(second.html.querySelector('#contacts a[rel=next]')!.getAttribute('href')!)
      assert.equal(last.html.querySelectorAll('[id^=linked-contact-]').length, 21)
      const someone = last.html.querySelector('[role=switch]')!.closest('form')!.getAttribute('action')!
      const turned = await owner.post(someone.replace(/login$/, 'notify'), { wanted: 'on' })
      const after = await owner.get(turned.location!)
      assert.equal(
        after.html
          .querySelector(`form[action="${someone.replace(/login$/, 'notify')}"] [role=switch]`)
          ?.getAttribute('aria-checked'),
        'true',
      )
    })
  })
