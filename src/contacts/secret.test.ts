import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { auditHome } from '#src/audit/audit.ts'
import { findContacts } from '#src/links/find.ts'
import { isSealed } from '#src/platform/vault.ts'
import type { Browser, Fields } from '#src/testing/browser-like.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { createContact } from './contact.ts'
import { maskedSecrets, openedSecret } from './secret.ts'

const nif = '123456789'
const iban = 'PT50 0002 0123 1234 5678 9015 4'

for (const engine of engines)
  describe(`what of a contact is secret on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const row = (id: number) =>
      world.app.db.read.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const eventsOf = (id: number) =>
      world.app.db.read.selectFrom('audit_event').selectAll().where('contact_id', '=', id).orderBy('id').execute()
    const open = (contact: Parameters<typeof openedSecret>[1], name: 'tax_id' | 'iban') =>
      openedSecret(world.app.vault, contact, name)
    const save = async (id: number, fields: Fields, version?: number) =>
      owner.post(`/contacts/${id}`, { first_name: 'Maria', version: version ?? (await row(id)).version, ...fields })
    const made = () =>
      world.perform((act) => createContact(act, { ...contactNamed('Sec', 'Ret'), secrets: { tax_id: nif, iban } }))

    it('is sealed in the database, in the audit trail and absent from the search', async () => {
      const id = world.contacts.maria
      assert.equal((await save(id, { tax_country: 'PT', tax_id: nif, iban })).status, 303)
      const contact = await row(id)
      assert.ok(isSealed(contact.tax_id) && isSealed(contact.iban))
      assert.deepEqual([open(contact, 'tax_id'), open(contact, 'iban')], [nif, iban])
      const event = (await eventsOf(id)).at(-1)!
      const [old, told] = JSON.parse(event.changes!).tax_id
      assert.equal(old, null)
      assert.ok(isSealed(told))
      assert.equal(world.app.vault.open(told, auditHome({ contactId: id }, 'tax_id', 'now')), nif)
      assert.doesNotMatch(JSON.stringify(await eventsOf(id)), /123456789|9015/)
      const staff = await world.staff(world.people.owner)
      for (const query of [nif, iban, '9015', contact.tax_id.slice(-12)])
        assert.deepEqual(await findContacts(world.app.db.read, staff, query, 9), [], query)
    })

    it('is shown masked, by its last three or four characters', async () => {
      for (const browser of [owner, eva]) {
        const page = await browser.get(`/contacts/${world.contacts.maria}`)
        assert.match(page.html.querySelector('#secret-tax-id')!.text, /•••789/)
        assert.match(page.html.querySelector('#secret-iban')!.text, /•••0154/)
        assert.doesNotMatch(page.text, /123456789|0002 0123|sealed:/)
      }
      const form = await owner.get(`/contacts/${world.contacts.maria}/edit`)
      assert.equal(form.html.querySelector('[name=tax_id]')?.getAttribute('value'), '')
      assert.doesNotMatch(form.text, /123456789|0002 0123|sealed:/)
    })

    it('is revealed on the page without JavaScript, once, not stored, and written down', async () => {
      const id = world.contacts.maria
      const page = await owner.post(`/contacts/${id}/reveal`, { field: 'tax_id' })
      assert.equal(page.status, 200)
      assert.match(page.headers.get('cache-control')!, /no-store/)
      assert.match(page.html.querySelector('h1')!.text, /Maria/)
      assert.match(page.html.querySelector('#secret-tax-id')!.text, /123456789/)
      assert.doesNotMatch(page.text, /0002 0123/)
      const event = (await eventsOf(id)).at(-1)!
      assert.deepEqual(
        [event.kind, event.staff_id, event.changes],
        ['secret read', world.people.owner, '{"tax_id":[null,null]}'],
      )
      assert.doesNotMatch((await owner.get(`/contacts/${id}`)).text, /123456789/)
    })

    it('is revealed as one region with htmx', async () => {
      const part = await owner.post(`/contacts/${world.contacts.maria}/reveal`, { field: 'iban' }, { htmx: true })
      assert.equal(part.status, 200)
      assert.doesNotMatch(part.text, /doctype/)
      assert.match(part.html.querySelector('#secret-iban')!.text, /PT50 0002/)
    })

    it('is revealed to nobody who lacks the right: 403, nothing told, control absent', async () => {
      const id = world.contacts.maria
      const before = (await eventsOf(id)).length
      const answer = await eva.post(`/contacts/${id}/reveal`, { field: 'tax_id' })
      assert.equal(answer.status, 403)
      assert.doesNotMatch(answer.text, /123456789/)
      assert.equal((await eventsOf(id)).length, before)
      assert.equal((await eva.get(`/contacts/${id}`)).html.querySelector('form[action$="/reveal"]'), null)
      const nina = await world.as(world.people.nina)
      await world.giveRights(world.people.nina, ['manage contacts'])
      assert.equal((await nina.post(`/contacts/${id}/reveal`, { field: 'tax_id' })).status, 404)
      await world.giveRights(world.people.nina, [])
    })

    it('is not found where there is none, and refused for a field that is no secret', async () => {
      const id = world.contacts.zoe
      assert.equal((await owner.post(`/contacts/${id}/reveal`, { field: 'iban' })).status, 404)
      assert.equal((await owner.post(`/contacts/${id}/reveal`, { field: 'notes' })).status, 422)
    })

    it('stays where its field is left blank, and goes by its box', async () => {
      const id = await made()
      const before = await row(id)
      await save(id, { tax_country: 'PT' })
      assert.deepEqual([(await row(id)).tax_id, (await row(id)).iban], [before.tax_id, before.iban])
      await save(id, { remove: 'iban', tax_id: nif })
      const after = await row(id)
      assert.deepEqual([after.tax_id, after.iban], [before.tax_id, ''], 'the same text keeps its ciphertext')
      assert.deepEqual(Object.keys(JSON.parse((await eventsOf(id)).at(-1)!.changes!)).sort(), ['iban', 'tax_country'])
    })

    it('that looks wrong is kept as it was typed, with a warning', async () => {
      const id = await made()
      const saved = await save(id, { tax_country: 'PT', tax_id: '123456780', iban: 'PT50 1' })
      assert.equal(saved.status, 303)
      const page = await owner.get(saved.location!)
      assert.match(page.html.querySelector('#flash')!.text, /Tax ID, IBAN/)
      assert.equal(page.html.querySelectorAll('.secret .badge-warn').length, 2)
      assert.deepEqual([open(await row(id), 'tax_id'), open(await row(id), 'iban')], ['123456780', 'PT50 1'])
    })

    it('of which two people say different things is asked about without being shown', async () => {
      const id = await made()
      await save(id, { tax_id: '501964843' }, 1)
      const late = await save(id, { tax_id: '999999990', remove: 'iban' }, 1)
      assert.equal(late.status, 409)
      assert.doesNotMatch(late.text, /501964843|999999990|0002 0123/)
      const choice = (name: string) => late.html.querySelectorAll(`input[type=radio][name=${name}]`)
      const labels = choice('tax_id').map((radio) => late.html.querySelector(`label[for=${radio.id}]`)!.text)
      assert.match(labels[0]!, /•••990/)
      assert.match(labels[1]!, /•••843/)
      const [mine, theirs] = choice('tax_id').map((radio) => radio.getAttribute('value')!)
      const [gone] = choice('iban').map((radio) => radio.getAttribute('value')!)
      assert.equal((await save(id, { tax_id: theirs!, iban: '' }, 2)).status, 303)
      assert.equal(open(await row(id), 'tax_id'), '501964843')
      assert.equal((await save(id, { tax_id: mine!, iban: gone! }, 3)).status, 303)
      assert.deepEqual([open(await row(id), 'tax_id'), (await row(id)).iban], ['999999990', ''])
      const other = await made()
      await save(other, { tax_id: mine! }, 1)
      await save(other, { tax_id: (await row(id)).tax_id }, 2)
      assert.equal(open(await row(other), 'tax_id'), nif, 'what was sealed for something else is not taken')
    })

    it('is shown as unknown where the key is not here', async () => {
      const foreign = { id: 1, tax_country: '', country: '', tax_id: 'sealed:1:00000000:AAAA', iban: '' }
      assert.deepEqual(await maskedSecrets(world.app.vault, foreign), [
        { name: 'tax_id', masked: '•••', looksWrong: false },
      ])
    })
  })
