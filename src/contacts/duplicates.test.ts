import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { linkContact } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { createContact } from './contact.ts'
import { duplicatePairs, duplicatesOf, markDistinct, type PairPlace, pairsPerPage } from './duplicates.ts'

for (const engine of engines)
  describe(`possible duplicates on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })
    const make = (...contact: Parameters<typeof contactNamed>) =>
      world.perform((act) => createContact(act, contactNamed(...contact)))
    const pairs = async (who = world.people.owner) =>
      (await duplicatePairs(world.app.db.read, await world.staff(who), null)).pairs
    const idsOf = async (who?: number) => (await pairs(who)).map(({ one, other }) => [one.id, other.id])
    const row = (id: number) =>
      world.app.db.read.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const near = async (id: number, who = world.people.owner) =>
      (await duplicatesOf(world.app.db.read, await world.staff(who), await row(id))).map((other) => other.id)

    it('are told by the same address, phone or folded name, each pair once with its reasons', async () => {
      const { maria, joao } = world.contacts
      assert.deepEqual(await idsOf(), [])
      const byAddress = await make('M', 'Seen', 'MARIA@seen.test')
      const byPhone = await make('Somebody', 'Else', undefined, '00351 912345678')
      const byDigits = await make('Another', 'One', undefined, '351-912-345-678')
      const byNational = await make('Yet', 'Another', undefined, '912 345 678')
      const byName = await make('JOAO', '-visto’')
      assert.deepEqual(
        (await pairs()).map(({ one, other, reasons }) => [one.id, other.id, reasons.map((reason) => reason.what)]),
        [
          [maria, byAddress, ['email']],
          ...[byPhone, byDigits, byNational].map((id) => [maria, id, ['phone']]),
          [joao, byName, ['name']],
          ...[byDigits, byNational].map((id) => [byPhone, id, ['phone']]),
          [byDigits, byNational, ['phone']],
        ],
      )
      assert.deepEqual(await near(maria), [byDigits, byAddress, byPhone, byNational])
      assert.deepEqual(await near(byNational), [byDigits, maria, byPhone])
      await make('João', 'Visto', 'joao@seen.test')
      const both = (await pairs()).find(({ one, reasons }) => one.id === joao && reasons.length === 2)
      assert.deepEqual(both?.reasons, [{ what: 'email', text: 'joao@seen.test' }, { what: 'name' }])
    })

    it('are shown to whoever sees both, and to nobody else', async () => {
      const { maria, zoe } = world.contacts
      const twin = await make('Zoë', 'Secret')
      assert.deepEqual(await idsOf(world.people.eva), [])
      assert.deepEqual(await near(zoe, world.people.eva), [])
      const linked = await world.perform((act) =>
        linkContact(act, world.accounts.seen, { contact: contactNamed('M.', 'S.', 'maria@seen.test') }),
      )
      assert.deepEqual(await idsOf(world.people.eva), [[maria, linked]])
      assert.deepEqual(await near(maria, world.people.eva), [linked])
      const eva = await world.as(world.people.eva)
      const page = await eva.get('/contacts/duplicates')
      assert.doesNotMatch(page.text, /Zoë|Hidden/)
      assert.equal(page.html.querySelector('.pair form'), null)
      assert.match((await owner.get('/contacts/duplicates')).text, /Zoë/)
      assert.ok((await idsOf()).some(([one, other]) => one === zoe && other === twin))
    })

    it('that are two people are suggested no more, which both of their pages tell', async () => {
      const { maria } = world.contacts
      const [first] = await near(maria)
      const page = await owner.get(`/contacts/${maria}`)
      assert.ok(page.html.querySelector(`form[action="/contacts/${maria}/distinct/${first}"]`))
      const answer = await owner.post(`/contacts/${maria}/distinct/${first}`, { back: 'contact' })
      assert.equal(answer.location, `/contacts/${maria}`)
      await owner.post(`/contacts/${first}/distinct/${maria}`)
      assert.ok(!(await near(maria)).includes(first!))
      assert.ok(!(await near(first!)).includes(maria))
      assert.ok(!(await idsOf()).some(([one, other]) => one === maria && other === first))
      const events = await world.app.db.read
        .selectFrom('audit_event')
        .select('contact_id')
        .where('kind', '=', 'contacts told apart')
        .orderBy('contact_id')
        .execute()
      assert.deepEqual(
        events.map((event) => event.contact_id),
        [maria, first],
        'once for each, however often it is said',
      )
      const [second] = await near(maria)
      const part = await owner.post(`/contacts/${maria}/distinct/${second}`, {}, { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelector('.pair'), null)
    })

    it('are told apart by nobody who lacks the right or does not see both', async () => {
      const { maria, joao, zoe } = world.contacts
      const eva = await world.as(world.people.eva)
      const said = () => world.app.db.read.selectFrom('contact_distinct').selectAll().execute()
      const before = await said()
      assert.equal((await eva.post(`/contacts/${maria}/distinct/${joao}`)).status, 403)
      await world.giveRights(world.people.eva, ['manage contacts'])
      assert.equal((await eva.post(`/contacts/${maria}/distinct/${zoe}`)).status, 404)
      assert.equal((await eva.post(`/contacts/${maria}/distinct/${maria}`)).status, 404)
      await world.giveRights(world.people.eva, [])
      assert.deepEqual(await said(), before)
    })

    it('are not made by what many share, nor by a short number', async () => {
      await world.perform(async (act) => {
        for (let i = 0; i < 25; i++)
          await createContact(act, contactNamed(`Colleague ${i}`, String(i), 'office@big.test', '210 000 000'))
        await createContact(act, contactNamed('Ext', 'One', undefined, '112'))
        await createContact(act, contactNamed('Ext', 'Two', undefined, '112'))
      })
      assert.ok(!(await pairs()).some(({ one }) => /Colleague|Ext/.test(one.name)))
    })

    it('are listed page by page', async () => {
      await world.perform(async (act) => {
        for (let i = 0; i < pairsPerPage; i++)
          for (const n of [1, 2]) await createContact(act, contactNamed('Twin', `${i}`, `twin${n}-${i}@pages.test`))
      })
      const seen: string[] = []
      let path: string | undefined = '/contacts/duplicates'
      while (path) {
        const page = await owner.get(path)
        seen.push(...page.html.querySelectorAll('.pair').map((pair) => pair.id))
        path = page.html.querySelector('a[rel=next]')?.getAttribute('href')
      }
      assert.ok(seen.length > pairsPerPage)
      assert.equal(new Set(seen).size, seen.length)
      for (const odd of ['x', '1', '1-2-3', '0-5', '99999999999-1'])
        assert.equal((await owner.get(`/contacts/duplicates?after=${odd}`)).status, 200, odd)
    })

    it('may be told apart by two people at once', async () => {
      const [one, other] = [await make('At', 'Once'), await make('At', 'Once')]
      await Promise.all([
        world.perform((act) => markDistinct(act, one, other)),
        world.perform((act) => markDistinct(act, other, one)),
      ])
      assert.deepEqual(await near(one), [])
    })

    it('that are rare are looked for some thousand contacts at a time, and none is passed over', async () => {
      const large = await makeWorld(engine)
      await large.app.db.write(async (trx) => {
        const { id } = await trx
          .selectFrom('contact')
          .select((eb) => eb.fn.max('id').as('id'))
          .executeTakeFirstOrThrow()
        const name = (i: number) => (i === 2 || i === 5000 ? 'zara early' : i > 9996 ? 'zara late' : `other ${i}`)
        for (let at = 0; at < 10_000; at += 1000)
          await trx
            .insertInto('contact')
            .values(
              Array.from({ length: 1000 }, (_, n) => ({
                ...{ id: id + at + n + 1, display_name: name(at + n), sort_name: name(at + n), created_at: '' },
              })) as never,
            )
            .execute()
      })
      for (const who of [large.people.owner, large.people.eva]) {
        const staff = await large.staff(who)
        const names: string[][] = []
        let next: PairPlace | null = null
        let pages = 0
        do {
          const page = await duplicatePairs(large.app.db.read, staff, next)
          names.push(...page.pairs.map(({ one, other }) => [one.name, other.name]))
          next = page.next
          pages++
        } while (next && pages < 10)
        assert.equal(next, null)
        const early = ['zara early', 'zara early']
        const late = ['zara late', 'zara late']
        assert.deepEqual(names, who === large.people.owner ? [early, late, late, late] : [])
        assert.equal(pages, who === large.people.owner ? 2 : 1)
      }
    })
  })
