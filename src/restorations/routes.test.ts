import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changeAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import { auditHome, record } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { openedSecret } from '#src/contacts/secret.ts'
import { describeLink, findLink, linkContact, linkedContacts, unlinkContact } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { contactNamed, makeWorld, oneEngine, type World } from '#src/testing/world.ts'

for (const engine of oneEngine)
  describe(`restoring from the activity page on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const newest = async (accountId: number) => (await events(world.app.db.read, { accountId }, 1)).events[0]!
    /** An account whose second contact was unlinked, and the page and path of that event. */
    const unlinked = async (name: string) => {
      const id = await world.openAccount(name, [world.people.eva])
      await world.perform(async (act) => {
        const contactId = await linkContact(act, id, { contact: contactNamed('Lost', name) })
        await unlinkContact(act, id, contactId)
      })
      const event = await newest(id)
      const page = `/accounts/${id}/activity`
      return { id, event, page, path: `${page}/${event.id}/restoration` }
    }

    it('brings a link back without JavaScript', async () => {
      const { id, event, page, path } = await unlinked('Plain')
      const asked = await owner.get(page)
      assert.ok(asked.html.querySelector(`#event-${event.id} form[action="${path}"]`))
      const answer = await owner.post(path)
      assert.equal(answer.location, page)
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 2)
      const after = await owner.get(page)
      assert.match(after.html.querySelector('#flash')!.text, /Restored\./)
      assert.match(after.html.querySelector(`#event-${event.id}`)!.text, /Restored by Olga Owner on/)
      assert.equal(after.html.querySelector(`form[action="${path}"]`), null)
      assert.match(after.html.querySelector('#activity li')!.text, /restored a change/)
    })

    it('brings it back with htmx, where the page was', async () => {
      const { event, path } = await unlinked('Swapped')
      const part = await owner.post(path, { before: event.id + 1 }, { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelector('html'), null)
      assert.match(part.html.querySelector(`#activity #event-${event.id}`)!.text, /Restored by Olga/)
      assert.ok(part.html.querySelector(`#event-${event.id} [autofocus]`))
      assert.ok(part.html.querySelector('#profile-bar'))
      // What was written by restoring is newer than this page of events.
      assert.doesNotMatch(part.html.querySelector('#activity')!.text, /restored a change/)
    })

    it('says why in both modes where it is too late', async () => {
      const { id, path } = await unlinked('Late')
      await owner.post(path)
      for (const htmx of [false, true]) {
        const again = await owner.post(path, {}, { htmx })
        assert.equal(again.status, 409)
        assert.match(again.html.querySelector('#activity [role=alert]')!.text, /already been restored/)
        assert.equal(Boolean(again.html.querySelector('html')), !htmx)
      }
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 2)
    })

    it('names what could not be put back', async () => {
      const id = await world.openAccount('Partly')
      await world.perform((act) => changeAccount(act, id, 1, { name: 'Partly changed', company_city: 'Faro' }))
      const event = await newest(id)
      await world.perform((act) => changeAccount(act, id, 2, { company_city: 'Porto' }))
      await owner.post(`/accounts/${id}/activity/${event.id}/restoration`)
      const page = await owner.get(`/accounts/${id}/activity`)
      assert.match(page.html.querySelector('#flash')!.text, /except for what has changed since: City\./)
      assert.equal(page.html.querySelector('h1')?.text, 'Partly')
    })

    it('knows an event on its own account alone', async () => {
      const { event } = await unlinked('Elsewhere')
      const { id, page } = await unlinked('Here')
      assert.equal((await owner.post(`${page}/${event.id}/restoration`)).status, 404)
      assert.equal((await owner.post(`${page}/999999/restoration`)).status, 404)
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 1)
    })

    it('refuses whoever may not, changes nothing, and shows no button', async () => {
      const { id, event, page, path } = await unlinked('Refused')
      for (const htmx of [false, true]) assert.equal((await eva.post(path, {}, { htmx })).status, 403)
      assert.equal((await eva.get(page)).html.querySelector(`#event-${event.id} form`), null)
      await world.giveRights(world.people.eva, ['manage tags'])
      assert.equal((await eva.post(path)).status, 403)
      assert.equal((await eva.get(page)).html.querySelector(`#event-${event.id} form`), null)
      await world.giveRights(world.people.eva, [])
      assert.equal((await linkedContacts(world.app.db.read, id)).length, 1)
      assert.equal((await newest(id)).undo?.undoneAt, null)
      const nina = await world.as(world.people.nina)
      assert.equal((await nina.post(path)).status, 403)
    })

    it('sends on whoever takes their own way in back', async () => {
      await world.giveRights(world.people.eva, ['assign team members'])
      const id = await world.openAccount('Way In')
      await world.perform((act) => setTeam(act, id, [world.people.eva]))
      const event = await newest(id)
      const answer = await eva.post(`/accounts/${id}/activity/${event.id}/restoration`)
      assert.equal(answer.location, '/accounts')
      assert.equal((await eva.get(`/accounts/${id}`)).status, 404)
      await world.giveRights(world.people.eva, [])
    })

    it('shows nothing of what is encrypted', async () => {
      const { seen } = world.accounts
      const sealed = world.app.vault.seal('PT50 secret', auditHome({ accountId: seen }, 'something', 'old'))
      await world.perform((act) =>
        record(act, { kind: 'account changed', accountId: seen, changes: { something: [sealed, 'open'] } }),
      )
      const page = await owner.get(`/accounts/${seen}/activity`)
      assert.match(page.html.querySelector('#activity li')!.text, /something\s*:\s*•••\s*→\s*open/)
      assert.doesNotMatch(page.text, /sealed:2:/)
    })

    it('puts a contact’s fields back from its page, secrets among them, and says why where it is too late', async () => {
      const id = world.contacts.zoe
      const page = `/contacts/${id}`
      const city = () =>
        world.app.db.read
          .selectFrom('contact')
          .select(['id', 'city', 'iban', 'version'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      const save = async (fields: Record<string, string>) =>
        owner.post(page, {
          first_name: 'Zoë',
          last_name: 'Secret',
          email_1: 'zoe@hidden.test',
          ...fields,
          version: (await city()).version,
        })
      await save({ city: 'Faro', iban: 'PT50000201231234567890154' })
      await save({ city: 'Porto', iban: 'DE89370400440532013000' })
      const form = (await owner.get(page)).html.querySelector(`#activity form[action^="${page}/activity/"]`)
      const path = form!.getAttribute('action')!
      const htmx = await owner.post(path, {}, { htmx: true })
      assert.equal(htmx.headers.get('hx-redirect'), page)
      const now = await city()
      assert.deepEqual(
        [now.city, openedSecret(world.app.vault, { tax_id: '', ...now }, 'iban')],
        ['Faro', 'PT50000201231234567890154'],
      )
      const shown = await owner.get(page)
      assert.match(shown.html.querySelector('#activity')!.text, /Restored by Olga Owner on/)
      assert.doesNotMatch(shown.text, /sealed:2:|567890154/)
      const again = await owner.post(path)
      assert.equal(again.status, 409)
      assert.match(again.html.querySelector('main [role=alert]')!.text, /already been restored/)
      assert.equal(
        (await owner.post(`/contacts/${world.contacts.joao}/activity/${path.split('/')[4]}/restoration`)).status,
        404,
      )
      assert.equal((await eva.post(path)).status, 403)
    })

    it('knows an event of a contact on an account that one may not see as little as the account', async () => {
      const { hidden } = world.accounts
      const { joao } = world.contacts
      await world.perform(async (act) => {
        const link = await findLink(act.trx, hidden, joao)
        await describeLink(act, hidden, joao, link.version, 'Partner')
      })
      const event = await newest(hidden)
      await world.giveRights(world.people.eva, ['manage accounts'])
      const path = `/contacts/${joao}/activity/${event.id}/restoration`
      assert.equal((await eva.get(`/contacts/${joao}`)).html.querySelector(`form[action="${path}"]`), null)
      assert.equal((await eva.post(path)).status, 404)
      await world.giveRights(world.people.eva, [])
      assert.ok((await owner.get(`/contacts/${joao}`)).html.querySelector(`form[action="${path}"]`))
      assert.equal((await owner.post(path)).location, `/contacts/${joao}`)
    })
  })
