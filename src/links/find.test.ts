import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { createContact } from '#src/contacts/contact.ts'
import { termsOf } from '#src/search/search.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { findAccounts, findContacts } from './find.ts'
import { linkContact } from './link.ts'

describe('the terms of a search', () => {
  it('are folded words', () => assert.deepEqual(termsOf('  JOÃO   da Graça '), ['joao', 'da', 'graca']))
  it('are the digits alone of what looks like a phone number', () =>
    assert.deepEqual(termsOf('+351 912-345'), ['351912345']))
  it('are none where nothing was typed', () => assert.deepEqual(termsOf('   '), []))
})

for (const engine of engines)
  describe(`the search on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const accounts = async (query: string, who = world.people.owner) =>
      (await findAccounts(world.app.db.read, await world.staff(who), query, 20)).map((account) => account.name)
    const contacts = async (query: string, who = world.people.owner) =>
      (await findContacts(world.app.db.read, await world.staff(who), query, 20)).map((contact) => contact.name)

    it('finds by part of a name, whatever the case and the accents', async () => {
      assert.deepEqual(await accounts('een fam'), ['Seen Family'])
      assert.deepEqual(await contacts('joao'), ['João Visto'])
      assert.deepEqual(await contacts('ZOE'), ['Zoë Secret'])
    })

    it('finds by one and two letters at the beginning of a word', async () => {
      assert.deepEqual(await accounts('fa'), ['Seen Family'])
      assert.deepEqual(await contacts('j'), ['João Visto'])
      assert.deepEqual(await contacts('jo vi'), ['João Visto'])
      assert.deepEqual(await accounts('ee'), [])
    })

    it('finds by part of an address and by digits of a phone, and shows the match', async () => {
      const [byMail] = await findContacts(world.app.db.read, await world.staff(world.people.owner), 'ria@seen', 20)
      assert.deepEqual(byMail?.match, { field: 'email', text: 'maria@seen.test' })
      assert.deepEqual(
        byMail?.accounts.map((account) => account.name),
        ['Seen Family'],
      )
      const [byPhone] = await findContacts(world.app.db.read, await world.staff(world.people.owner), '912 345', 20)
      assert.deepEqual(byPhone?.match, { field: 'phone', text: '+351 912 345 678' })
    })

    it('finds by the short ID', async () => {
      const { short_id } = await world.app.db.read
        .selectFrom('account')
        .select('short_id')
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      assert.deepEqual(await accounts(short_id.toLowerCase()), ['Seen Family'])
    })

    it('marks what is archived, and puts it last', async () => {
      const id = await world.openAccount('Aaa Seen Before')
      await world.perform((act) => archiveAccount(act, id))
      const found = await findAccounts(world.app.db.read, await world.staff(world.people.owner), 'seen', 20)
      assert.deepEqual(
        found.map((account) => [account.name, Boolean(account.archivedAt)]),
        [
          ['Seen Family', false],
          ['Aaa Seen Before', true],
        ],
      )
    })

    it('shows of a contact the active accounts first, marks the archived ones, and counts those that it leaves out', async () => {
      const zita = await world.perform((act) => createContact(act, contactNamed('Zita', 'Linked')))
      const ids: number[] = []
      for (const name of ['A', 'B', 'C', 'D']) {
        const id = await world.openAccount(`Firm ${name}`)
        await world.perform((act) => linkContact(act, id, { contactId: zita }))
        ids.push(id)
      }
      await world.perform((act) => archiveAccount(act, ids[0]!))
      const of = async () =>
        (await findContacts(world.app.db.read, await world.staff(world.people.owner), 'zita', 20))[0]
      const found = await of()
      assert.deepEqual(
        [found?.accounts.map((account) => account.name), found?.more],
        [['Firm B', 'Firm C', 'Firm D'], 1],
      )
      for (const id of ids.slice(1, 3)) await world.perform((act) => archiveAccount(act, id))
      assert.deepEqual(
        (await of())?.accounts.map((account) => [account.name, Boolean(account.archivedAt)]),
        [
          ['Firm D', false],
          ['Firm A', true],
          ['Firm B', true],
        ],
      )
      const page = await (await world.as(world.people.owner)).get('/search?q=zita')
      assert.match(page.html.querySelector('#contacts')!.text, /Firm A Archived/)
    })

    it('finds nothing that one may not see', async () => {
      assert.deepEqual(await accounts('hidden', world.people.eva), [])
      assert.deepEqual(await contacts('zoe', world.people.eva), [])
      assert.deepEqual(await contacts('joao', world.people.eva), ['João Visto'])
      assert.deepEqual(await contacts('joao', world.people.nina), [])
      const [joao] = await findContacts(world.app.db.read, await world.staff(world.people.eva), 'joao', 20)
      assert.deepEqual(
        joao?.accounts.map((account) => account.name),
        ['Seen Family'],
      )
    })

    it('takes every sign for what it is', async () => {
      await world.perform((act) => createContact(act, contactNamed('100%', 'Real_Deal "quoted"')))
      for (const query of ['100%', 'real_deal', '"quoted"']) assert.equal((await contacts(query)).length, 1, query)
      for (const query of ['%', '_', '"', '*', 'a AND b', "'; drop table account", '\\', 'NEAR(', '%%%', '___'])
        assert.ok((await contacts(query)).length <= 1, query)
    })

    it('is live for htmx and a page for everybody else', async () => {
      const eva = await world.as(world.people.eva)
      const live = await eva.get('/search?q=maria', { htmx: true })
      assert.equal(live.html.querySelector('html'), null)
      assert.match(live.text, /Maria Seen/)
      const page = await eva.get('/search?q=hidden')
      assert.match(page.text, /No results/)
      assert.doesNotMatch(page.text, /Holdings/)
    })
  })
