import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { archiveAccount, blankAccount } from '#src/accounts/account.ts'
import { sightOf } from '#src/accounts/sight.ts'
import { setTeam } from '#src/accounts/team.ts'
import { createContact } from '#src/contacts/contact.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { findAccounts, findBoth, findContacts } from './find.ts'
import { linkContact, openAccount } from './link.ts'

/** Names, addresses and numbers as files bring them: [account, contact, e-mail, phone, tax ID]. */
const people = [
  ["O'Brien, Siobhán", "Siobhán O'Brien", 'siobhan.obrien@example.ie', '+353 86 123 4567', ''],
  ['O’Connor Teoranta', 'Máire O’Connor', 'maire@oconnor.example', '00353 1 234 5678', 'IE1234567T'],
  ['Anne-Marie Lefèvre', 'Anne-Marie Lefèvre', 'anne-marie+impots@example.fr', '+33 (0)6 12 34 56 78', ''],
  ['Jean Pierre Dupont', 'Jean Pierre Dupont', 'JP.Dupont@Example.FR', '06.98.76.54.32', ''],
  ['Straßer & Söhne', 'Jürgen Straßer', 'juergen@strasser.example', '+49 89 123456-0', 'DE123456789'],
  ['Иванов Сергей', 'Сергей Иванов', 'ivanov@example.bg', '+359 88 123 4567', ''],
  ['Παπαδόπουλος Γεώργιος', 'Γεώργιος Παπαδόπουλος', 'papadopoulos@example.gr', '+30 21 0123 4567', ''],
  ['Işıl Çağlayan', 'Işıl Çağlayan', 'isil@example.com.tr', '+90 532 123 45 67', ''],
  ['İBRAHİM Öz', 'İbrahim Öz', 'oz@example.com.tr', '', ''],
  ['Łukasz Żółć', 'Łukasz Żółć', 'lukasz@example.pl', '', ''],
  ['Wu Li', 'Wu Li', 'wu.li@example.com', '', ''],
  ['王伟', '伟 王', 'wang@example.com', '', ''],
  ['Café 🍰 da Esquina', 'Rui Esquina', 'cafe@example.pt', '912 345 678', '501964843'],
  ['Oﬃce Suﬃx Lda', 'Eva Suffix', 'office@example.pt', '+351912345679', ''],
  ["D'Ávila e Sá, Lda.", "Inês d'Ávila", 'ines@davila.example', '21 123 45 67', 'PT 501 964 843'],
  ['josé@müller.example', 'José Müller', 'jose@mueller.example', '', ''],
] as const

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

    it('finds for whoever sees few accounts what it finds for everybody, whoever is a contact of many of them', async () => {
      const large = await makeWorld(engine)
      const { owner, eva } = large.people
      await large.perform(async (act) => {
        const open = async (name: string, contacts: Parameters<typeof openAccount>[1]['contacts']) => {
          const { id } = await openAccount(act, { fields: { ...blankAccount, name }, contacts })
          await setTeam(act, id, [eva])
          return id
        }
        const first = await open('First', [{ contact: contactNamed('Rui', 'Contabilista') }])
        const { contact_id: contactId } = await act.trx
          .selectFrom('link')
          .select('contact_id')
          .where('account_id', '=', first)
          .executeTakeFirstOrThrow()
        for (let i = 0; i < 70; i++) await open(`Client ${i}`, [{ contactId }])
        const rest = ['Almeida', 'Barbosa', ...Array.from({ length: 5 }, (_, i) => `Ruivo Ruim Ruinas ${i}`)]
        await open('Last', [
          ...rest.map((name) => ({ contact: contactNamed('Rui', name, `rui.rui.${name.length}@rui.test`) })),
        ])
      })
      const { db } = large.app
      for (const query of ['rui', 'ru', 'rui rui', 'uin'])
        for (const most of [8, 20]) {
          const found = async (id: number) =>
            (await findContacts(db.read, await large.staff(id), query, most)).map(({ name }) => name).sort()
          assert.deepEqual(await found(eva), await found(owner), `${query}, ${most}`)
        }
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

    it('finds however a name, a number or an ID is written', async () => {
      await world.perform(async (act) => {
        for (const [name, contact, email, phone, tax_id] of people) {
          const [first = '', ...last] = contact.split(' ')
          await openAccount(act, {
            fields: { ...blankAccount, name, tax_id },
            contacts: [{ contact: contactNamed(first, last.join(' '), email, phone || undefined) }],
          })
        }
      })
      const found = async (query: string, who = world.people.owner) =>
        (await findBoth(world.app.db.read, await world.staff(who), query, 20)).accounts.map((account) => account.name)
      const obrien = "O'Brien, Siobhán"
      const davila = "D'Ávila e Sá, Lda."
      const cafe = 'Café 🍰 da Esquina'
      const queries: Record<string, readonly string[]> = {
        [obrien]: ['O’Brien', "o'brien", 'obrien', '0861234567', '00353861234567', '+353 86 123 45 67', 'obrien siob'],
        'O’Connor Teoranta': ["O'Connor", 'oconnor', 'o´connor teor', '01 234 5678', '1234567T', 'IE 1234567 T'],
        [davila]: ['D’Ávila', 'Davila e Sa, Lda', 'davila e sa lda', 'ines@davila.example', '+351 21 123 45 67'],
        'Jean Pierre Dupont': ['jean-pierre', 'jean. dupont', '+33698765432', 'jp.dupont@example.fr', 'dupont, jean'],
        'Anne-Marie Lefèvre': ['annemarie', 'anne marie', 'lefevre anne-marie', '0612345678', 'ANNE-MARIE+impots'],
        [cafe]: ['+351912345678', '00351 912 345 678', '912345678', '🍰', 'cafe da esquina'],
        'Straßer & Söhne': ['strasser', 'STRASSE', 'de123456789', '123 456 789', '089 123456'],
        'Иванов Сергей': ['иванов', 'СЕРГЕЙ'],
        'Παπαδόπουλος Γεώργιος': ['παπαδοπουλος', 'ΓΕΩΡΓΙΟΣ', 'γεωργιοσ'],
        'Işıl Çağlayan': ['isil', 'IŞIL', 'ışıl caglayan'],
        'İBRAHİM Öz': ['ibrahim', 'i̇brahim', 'öz'],
        'Łukasz Żółć': ['lukasz zolc'],
        'Wu Li': ['wu li', 'li'],
        王伟: ['王伟', '王'],
        'Oﬃce Suﬃx Lda': ['office suffix', '912345679'],
        'josé@müller.example': ['josé@müller.example', 'jose@muller'],
      }
      for (const [name, asked] of Object.entries(queries))
        for (const query of asked) assert.ok((await found(query)).includes(name), `${query} → ${await found(query)}`)
      for (const query of ['PT501964843', 'pt 501 964 843', '501.964.843'])
        assert.deepEqual(new Set(await found(query)), new Set([cafe, davila]), query)
      const seenByEva = new Set<string>()
      for (const query of Object.values(queries).flat())
        for (const name of await found(query, world.people.eva)) seenByEva.add(name)
      assert.deepEqual([...seenByEva], ['Seen Family'])
    })

    it('puts exact words first, then beginnings, then the rest', async () => {
      for (const name of ['Unmarlow', 'Marlowson', 'Zed Marlow', 'Amarlow', 'Marlow', 'Bea Marlowson'])
        await world.openAccount(name, [world.people.eva])
      const order = ['Marlow', 'Zed Marlow', 'Bea Marlowson', 'Marlowson', 'Amarlow', 'Unmarlow']
      assert.deepEqual(await accounts('marlow'), order)
      assert.deepEqual(await accounts('MARLOW', world.people.eva), order)
      const [first] = await findAccounts(world.app.db.read, await world.staff(world.people.owner), 'marlow', 1)
      assert.ok(['Marlow', 'Zed Marlow'].includes(first!.name))
    })

    it('finds a client first by the address or the number of a contact, and says whose', async () => {
      const both = async (query: string, who: number) => findBoth(world.app.db.read, await world.staff(who), query, 20)
      const { accounts: clients } = await both('maria@seen.test', world.people.owner)
      assert.deepEqual(
        clients.map(({ name, match }) => [name, match]),
        [['Seen Family', { field: 'email', text: 'maria@seen.test', of: 'Maria Seen' }]],
      )
      const hidden = { contact: contactNamed('Marta', 'Mail', 'marta.mail@seen.test') }
      await world.perform((act) => linkContact(act, world.accounts.hidden, hidden))
      for (const query of ['marta.mail', 'mail@seen', 'marta.mail@seen.test'])
        assert.equal((await both(query, world.people.owner)).accounts[0]?.match?.of, 'Marta Mail', query)
      assert.deepEqual((await both('marta mail', world.people.owner)).accounts, [])
      assert.deepEqual(await both('marta.mail@seen.test', world.people.eva), { accounts: [], contacts: [] })
      assert.deepEqual((await both('912 345 678', world.people.eva)).accounts[0]?.match?.of, 'Maria Seen')
      const page = await (await world.as(world.people.eva)).get('/search?q=maria%40seen.test')
      assert.match(page.html.querySelector('#accounts li')!.text, /Seen Family[\s\S]*maria@seen\.test · Maria Seen/)
      // João is a contact of what Eva doesn't see too.
      const joao = await both('joao@seen.test', world.people.eva)
      assert.deepEqual(
        joao.accounts.map((account) => account.name),
        ['Seen Family'],
      )
      assert.deepEqual(await both('joao@seen.test', world.people.nina), { accounts: [], contacts: [] })
    })

    it('finds the same for somebody who sees many, of these alone', async () => {
      const { db } = world.app
      const queries = [
        'seen',
        'se',
        'maria',
        'maria se',
        'ma',
        'maria@seen.test',
        '912 345',
        'crowd',
        'rowd',
        'hidden',
        'zoe',
        'visto',
      ]
      const shown = async (query: string) => {
        const { accounts: clients, contacts: persons } = await findBoth(
          db.read,
          await world.staff(world.people.eva),
          query,
          20,
        )
        return [clients.map(({ name, match }) => [name, match]), persons.map(({ name, match }) => [name, match])]
      }
      const before = await Promise.all(queries.map(shown))
      assert.equal(await sightOf(db.read, await world.staff(world.people.eva)), 'few')
      await sql`
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 1100)
        insert into account (short_id, name, sort_name, type, company_name, company_street, company_city, company_postcode,
          company_region, company_country, tax_country, tax_id, tax_key, created_at)
        select 'Q' || i, 'Q', 'q', 'other', '', '', '', '', '', '', '', '', '', '' from n`.execute(db.raw)
      await sql`
        insert into account_team (account_id, staff_id, added_at)
        select id, ${world.people.eva}, '' from account where name = 'Q'`.execute(db.raw)
      assert.equal(await sightOf(db.read, await world.staff(world.people.eva)), 'many')
      assert.deepEqual(await Promise.all(queries.map(shown)), before)
      assert.ok(before.flat(2).length > 10)
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
