import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { createTag } from '#src/tags/tag.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addressesOf } from './address.ts'
import { contactTagsOf, findContact, phonesOf } from './contact.ts'

for (const engine of engines)
  describe(`contacts on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const fields = {
      first_name: 'Nuno',
      last_name: 'Novo',
      email_1: 'nuno@novo.test',
      email_2: 'n2@novo.test',
      phone_1: '912 000 000',
      birth_date: '1980-12-31',
      country: 'PT',
      language: 'pt',
      notes: 'one\r\ntwo',
    }

    it('are made, shown and changed', async () => {
      const made = await owner.post('/contacts', fields)
      const id = Number(made.location!.split('/').at(-1))
      const contact = await findContact(world.app.db.read, await world.staff(world.people.owner), id)
      assert.equal(contact.notes, 'one\ntwo')
      assert.deepEqual(
        (await addressesOf(world.app.db.read, id)).map((address) => [address.email, address.is_primary]),
        [
          ['nuno@novo.test', 1],
          ['n2@novo.test', 0],
        ],
      )
      const kept = (await addressesOf(world.app.db.read, id))[0]!.id
      const changed = await owner.post(`/contacts/${id}`, {
        ...fields,
        email_1: 'N2@novo.test',
        email_2: 'NUNO@novo.test',
        phone_1: '',
        version: 1,
      })
      assert.equal(changed.status, 303)
      const after = await addressesOf(world.app.db.read, id)
      assert.deepEqual(
        after.map((address) => address.email),
        ['N2@novo.test', 'NUNO@novo.test'],
      )
      assert.ok(
        after.some((address) => address.id === kept),
        'an address keeps its row',
      )
      assert.deepEqual(await phonesOf(world.app.db.read, id), [])
    })

    it('show both versions to whoever was slower', async () => {
      const id = world.contacts.joao
      const { version } = await findContact(world.app.db.read, await world.staff(world.people.owner), id)
      await owner.post(`/contacts/${id}`, { ...fields, first_name: 'First', version })
      const late = await owner.post(`/contacts/${id}`, { ...fields, first_name: 'Second', version })
      assert.equal(late.status, 409)
      const values = late.html.querySelectorAll('input[type=radio]').map((radio) => radio.getAttribute('value'))
      assert.deepEqual(values, ['Second', 'First'])
      const again = await owner.post(`/contacts/${id}`, { ...fields, first_name: 'Second', version: version + 1 })
      assert.equal(again.status, 303)
    })

    it('keep the tags that two people tick at once', async () => {
      const id = world.contacts.maria
      const [one, two] = await world.perform(async (act) => [
        await createTag(act, { name: 'One', colour: 'red' }),
        await createTag(act, { name: 'Two', colour: 'blue' }),
      ])
      await owner.post(`/contacts/${id}/tags`, { tags: one! })
      await owner.post(`/contacts/${id}/tags`, { tags: two! })
      const tags = async () => (await contactTagsOf(world.app.db.read, id)).map((tag) => tag.name)
      assert.deepEqual(await tags(), ['One', 'Two'])
      const part = await owner.post(`/contacts/${id}/tags`, { was: [one!, two!], tags: two! }, { htmx: true })
      assert.ok(part.html.querySelector('#tags'))
      assert.deepEqual(await tags(), ['Two'])
    })

    it('are refused with what was typed kept, when something is wrong', async () => {
      const wrong: Record<string, string>[] = [
        { ...fields, first_name: '', last_name: '', email_1: '', email_2: '' },
        { ...fields, email_1: 'no address' },
        { ...fields, birth_date: '1980-02-30' },
        { ...fields, country: 'XX' },
        { ...fields, last_name: 'x'.repeat(201) },
        { ...fields, notes: 'bell\u0007' },
        { ...fields, first_name: 'caf\uFFFD' },
      ]
      for (const posted of wrong) {
        const answer = await owner.post('/contacts', posted)
        assert.equal(answer.status, 422, JSON.stringify(posted).slice(0, 80))
        assert.ok(answer.html.querySelector('[role=alert]'))
        assert.equal(answer.html.querySelector('[name=phone_1]')?.getAttribute('value'), '912 000 000')
      }
    })

    it('are seen through an account that one sees, and not otherwise', async () => {
      assert.equal((await eva.get(`/contacts/${world.contacts.maria}`)).status, 200)
      assert.equal((await eva.get(`/contacts/${world.contacts.zoe}`)).status, 404)
      const joao = await eva.get(`/contacts/${world.contacts.joao}`)
      assert.doesNotMatch(joao.text, /Hidden/)
      const list = await eva.get('/contacts')
      assert.doesNotMatch(list.text, /Zoë/)
      await world.giveRights(world.people.nina, ['view all contacts'])
      const nina = await world.as(world.people.nina)
      const zoe = await nina.get(`/contacts/${world.contacts.zoe}`)
      assert.equal(zoe.status, 200)
      assert.doesNotMatch(zoe.text, /Hidden/)
      await world.giveRights(world.people.nina, [])
    })

    it('are changed by nobody who lacks the right: 403, unchanged, control absent', async () => {
      const before = await findContact(world.app.db.read, await world.staff(world.people.owner), world.contacts.maria)
      assert.equal(
        (await eva.post(`/contacts/${world.contacts.maria}`, { ...fields, version: before.version })).status,
        403,
      )
      assert.equal((await eva.post('/contacts', fields)).status, 403)
      assert.deepEqual(
        await findContact(world.app.db.read, await world.staff(world.people.owner), world.contacts.maria),
        before,
      )
      const page = await eva.get(`/contacts/${world.contacts.maria}`)
      assert.equal(page.html.querySelector('a[href$="/edit"]'), null)
      assert.equal((await eva.get('/contacts')).html.querySelector('a[href="/contacts/new"]'), null)
    })
  })
