import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { blankAccount } from '#src/accounts/account.ts'
import { findContacts } from '#src/links/find.ts'
import { linkedContacts, openAccount } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { createContact } from './contact.ts'
import { nameIn } from './name.ts'

describe('a name', () => {
  const joao = { first_name: 'João', last_name: 'Silva', company: 'Sol' }
  it('is written as the firm writes names', () => {
    assert.equal(nameIn('first last', joao), 'João Silva')
    assert.equal(nameIn('last, first', joao), 'Silva, João')
    assert.equal(nameIn('last first', joao), 'Silva João')
  })
  it('has no comma where there is one name alone', () => {
    assert.equal(nameIn('last, first', { ...joao, first_name: '' }), 'Silva')
    assert.equal(nameIn('last, first', { ...joao, last_name: '' }), 'João')
  })
  it('is the company’s, or the address, where there is no person’s', () => {
    assert.equal(nameIn('last, first', { first_name: '', last_name: '', company: 'Sol' }), 'Sol')
    assert.equal(nameIn('last, first', { first_name: '', last_name: '', company: '' }, 'a@b.test'), 'a@b.test')
  })
})

for (const engine of engines)
  describe(`the firm’s way of writing names on ${engine}`, () => {
    let world: World
    let admin: Browser
    before(async () => {
      world = await makeWorld(engine)
      admin = await world.as(world.people.admin)
    })
    const nameOf = async (id: number) =>
      (
        await world.app.db.read
          .selectFrom('contact')
          .select(['display_name', 'sort_name'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).display_name
    const firm = {
      name: 'Test Firm',
      country: 'PT',
      time_zone: 'Europe/Lisbon',
      language: 'en',
      name_format: 'last, first',
      retention_years: '7',
    }

    it('is set on the firm’s page, and all names follow, batch by batch', async () => {
      await world.perform(async (act) => {
        for (let i = 0; i < 120; i++) await createContact(act, contactNamed('Many', `Person ${String(i)}`))
      })
      assert.equal((await admin.post('/settings/firm', { ...firm, version: 1 })).status, 303)
      assert.ok((await world.app.queue.drain(world.app)) >= 3)
      assert.equal(await nameOf(world.contacts.maria), 'Seen, Maria')
      const { n } = await world.app.db.read
        .selectFrom('contact')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('display_name', 'like', 'Person %, Many')
        .executeTakeFirstOrThrow()
      assert.equal(n, 120)
    })

    it('is kept to by what is made, changed, listed, linked and found', async () => {
      const id = await world.perform((act) => createContact(act, contactNamed('Inês', 'Águas')))
      assert.equal(await nameOf(id), 'Águas, Inês')
      const list = await admin.get('/contacts')
      assert.equal(list.html.querySelector('tbody tr a')?.text, 'Águas, Inês')
      assert.match((await admin.get(`/accounts/${world.accounts.seen}/info`)).text, /Visto, João/)
      const [found] = await findContacts(world.app.db.read, await world.staff(world.people.owner), 'ines aguas', 5)
      assert.equal(found?.name, 'Águas, Inês')
    })

    it('leaves the names of accounts alone: first name, last name', async () => {
      const account = await world.perform((act) =>
        openAccount(act, { fields: blankAccount, contacts: [{ contact: contactNamed('Rui', 'Mar') }] }),
      )
      assert.equal(account.name, 'Rui Mar')
      assert.equal((await linkedContacts(world.app.db.read, account.id))[0]?.display_name, 'Mar, Rui')
    })

    it('is refused where it is none, with the number of years that it was typed with', async () => {
      for (const wrong of [{ name_format: 'upside down' }, { retention_years: 'ten' }, { retention_years: '-1' }]) {
        const answer = await admin.post('/settings/firm', { ...firm, version: 2, ...wrong })
        assert.equal(answer.status, 422, JSON.stringify(wrong))
        assert.equal(
          answer.html.querySelector('[name=retention_years]')?.getAttribute('value'),
          wrong.retention_years ?? '7',
        )
      }
      const { retention_years } = await world.app.db.read
        .selectFrom('firm')
        .select('retention_years')
        .executeTakeFirstOrThrow()
      assert.equal(retention_years, 7)
    })

    it('shows both versions to whoever was slower', async () => {
      const late = await admin.post('/settings/firm', { ...firm, name_format: 'last first', version: 1 })
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('main')!.text, /Silva João/)
    })
  })
