import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { linkContacts } from '#src/links/link.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { createTag } from '#src/tags/tag.ts'
import { engines, makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { blankContact, createContact, setContactTags } from './contact.ts'
import { contactPage, contactsPerPage } from './list.ts'
import { readContactFilter, writeContactFilter } from './list-filter.ts'

for (const engine of engines)
  describe(`the list of contacts on ${engine}`, () => {
    let world: World
    let tag: number
    /** By their first names. */
    const contacts: Record<string, number> = {}
    before(async () => {
      world = await makeWorld(engine)
      const { eva } = world.people
      const [active, archived] = [await world.openAccount('Active', [eva]), await world.openAccount('Archived', [eva])]
      const out = await world.openAccount('Out of sight')
      tag = await world.perform((act) => createTag(act, { name: 'Papers', colour: 'blue' }))
      const linked = { Both: [active, archived], One: [active], Old: [archived], Out: [out], None: [] }
      for (const [first_name, accounts] of Object.entries(linked)) {
        world.app.now = new Date(world.app.now.getTime() + 1000)
        const emails = first_name === 'One' || first_name === 'Old' ? [`${first_name}@list.test`] : []
        contacts[first_name] = await world.perform(async (act) => {
          const fields = { ...blankContact, first_name, last_name: 'Çelik-Listed' }
          const id = await createContact(act, { fields, emails, phones: [] })
          for (const account of accounts) await linkContacts(act, account, [id])
          return id
        })
      }
      await world.perform((act) => setContactTags(act, contacts.Old!, [tag]))
      await world.perform((act) => archiveAccount(act, archived))
    })
    const found = async (query: string, who = world.people.owner, at?: string) => {
      const page = await contactPage(
        world.app.db.read,
        await world.staff(who),
        readContactFilter(query),
        readCursor(at),
      )
      return page.rows.map((row) => Object.keys(contacts).find((name) => contacts[name] === row.id) ?? 'another')
    }

    it('is narrowed by name, e-mail address, clients and tag, and sorted', async () => {
      for (const [query, names] of [
        ['name=CELIK', ['Both', 'None', 'Old', 'One', 'Out']],
        ['name=celik&order=down', ['Out', 'One', 'Old', 'None', 'Both']],
        ['name=celik&sort=newest', ['None', 'Out', 'Old', 'One', 'Both']],
        ['name=celik&sort=newest&order=down', ['Both', 'One', 'Old', 'Out', 'None']],
        ['name=celik+both', ['Both']],
        ['name=celik&email=with', ['Old', 'One']],
        ['name=celik&email=without', ['Both', 'None', 'Out']],
        ['name=celik&clients=active', ['Both', 'One', 'Out']],
        ['name=celik&clients=archived', ['Old']],
        ['name=celik&clients=none', ['None']],
        [`tag=${tag}`, ['Old']],
        [`tag=${tag}&email=without`, []],
      ] as const)
        assert.deepEqual(await found(query), names, query)
    })

    it('knows of clients and contacts what the person may see', async () => {
      const { eva, nina } = world.people
      assert.deepEqual(await found('name=celik', eva), ['Both', 'Old', 'One'])
      await world.giveRights(nina, ['view all contacts'])
      // Somebody else's clients are none to whoever doesn't see them.
      assert.deepEqual(await found('name=celik&clients=none', nina), ['Both', 'None', 'Old', 'One', 'Out'])
      assert.deepEqual(await found('name=celik&clients=active', nina), [])
      await world.giveRights(nina, [])
    })

    it('goes on from page to page in every order', async () => {
      const staff = await world.staff(world.people.owner)
      await world.perform(async (act) => {
        for (let i = 0; i < contactsPerPage; i++)
          await createContact(act, { fields: { ...blankContact, first_name: 'Twin' }, emails: [], phones: [] })
      })
      for (const query of ['', 'order=down', 'sort=newest', 'sort=newest&order=down']) {
        const filter = readContactFilter(query)
        const first = await contactPage(world.app.db.read, staff, filter, null)
        const second = await contactPage(world.app.db.read, staff, filter, readCursor(first.next))
        const all = [...first.rows, ...second.rows].map(({ id }) => id)
        assert.equal(new Set(all).size, all.length, query)
        const { n } = await world.app.db.read
          .selectFrom('contact')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
        assert.equal(all.length, Number(n), query)
        const back = await contactPage(world.app.db.read, staff, filter, readCursor(second.previous))
        assert.deepEqual(
          back.rows.map(({ id }) => id),
          first.rows.map(({ id }) => id),
        )
      }
    })
  })

describe('a filter of contacts', () => {
  it('is written as it is read, and leaves out what it can’t read', () => {
    const query = 'name=maria+%26+lda&email=without&clients=none&tag=3&sort=newest&order=down'
    assert.equal(String(writeContactFilter(readContactFilter(query))), query)
    assert.equal(String(writeContactFilter(readContactFilter('email=some&clients=x&tag=x&sort=size'))), '')
  })
})

for (const engine of oneEngine)
  describe(`the page of contacts on ${engine}`, () => {
    it('leads to their clients, as far as the viewer sees them', async () => {
      const world = await makeWorld(engine)
      const { seen, hidden } = world.accounts
      const id = await world.perform(async (act) => {
        const fields = { ...blankContact, first_name: 'Shared', last_name: 'Person' }
        const made = await createContact(act, { fields, emails: ['shared@list.test'], phones: [] })
        for (const account of [seen, hidden]) await linkContacts(act, account, [made])
        return made
      })
      const linksFor = async (who: number) => {
        const { html } = await (await world.as(who)).get('/contacts?name=shared')
        const row = html.querySelector(`tbody tr:has(a[href="/contacts/${id}"])`) ?? html.querySelector('tbody tr')!
        return row
          .querySelectorAll('a[href^="/accounts/"]')
          .map((a) => Number(a.getAttribute('href')!.split('/').at(-1)))
      }
      assert.deepEqual((await linksFor(world.people.owner)).sort(), [seen, hidden].sort())
      assert.deepEqual(await linksFor(world.people.eva), [seen])
    })
  })
