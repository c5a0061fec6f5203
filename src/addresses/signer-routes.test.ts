import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { addressesOf } from '#src/contacts/address.ts'
import { linkContact } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { setSwitch } from './setting.ts'
import { signersOf } from './signers.ts'

for (const engine of engines)
  describe(`the order of the signers on ${engine}`, () => {
    let world: World
    let owner: Browser
    let account: number
    let path: string
    const ids: Record<string, number> = {}
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      account = await world.openAccount('Signing')
      path = `/accounts/${account}/signer-order`
      for (const name of ['Carla', 'Ana', 'Bruno', 'Dora']) {
        const contact = contactNamed(name, 'Signer', `${name}@signer.test`)
        const id = await world.perform((act) => linkContact(act, account, { contact }))
        ids[name] = id
        const [address] = await addressesOf(world.app.db.read, id)
        if (name !== 'Dora') await world.perform((act) => setSwitch(act, account, address!.id, 'login', true))
      }
    })
    const names = async () => (await signersOf(world.app.db.read, account)).map((one) => one.name.split(' ')[0])
    const was = async () => (await signersOf(world.app.db.read, account)).map((one) => one.contactId)

    it('is alphabetical until it is set, and holds those with LOGIN', async () => {
      assert.deepEqual(await names(), ['Ana', 'Bruno', 'Carla'])
      const page = await owner.get(path)
      assert.equal(page.html.querySelectorAll('.order li').length, 3)
    })

    it('is set by numbers', async () => {
      const places = { [`place_${ids.Ana}`]: 3, [`place_${ids.Bruno}`]: 2, [`place_${ids.Carla}`]: 1 }
      const saved = await owner.post(path, { was: await was(), ...places })
      assert.equal(saved.location, path)
      assert.deepEqual(await names(), ['Carla', 'Bruno', 'Ana'])
      const nonsense = { [`place_${ids.Ana}`]: 'x', [`place_${ids.Bruno}`]: -4, [`place_${ids.Carla}`]: '1e99' }
      assert.equal((await owner.post(path, { was: await was(), ...nonsense })).status, 303)
      assert.deepEqual(await names(), ['Carla', 'Bruno', 'Ana'])
    })

    it('is set by buttons, with htmx too', async () => {
      await owner.post(path, { was: await was(), move: `up ${ids.Ana}` })
      assert.deepEqual(await names(), ['Carla', 'Ana', 'Bruno'])
      const part = await owner.post(path, { was: await was(), move: `down ${ids.Carla}` }, { htmx: true })
      assert.equal(part.status, 200)
      assert.deepEqual(
        part.html.querySelectorAll('.order-name').map((one) => one.text.split(' ')[0]),
        ['Ana', 'Carla', 'Bruno'],
      )
      await owner.post(path, { was: await was(), move: `up ${ids.Ana}` })
      assert.deepEqual(await names(), ['Ana', 'Carla', 'Bruno'])
    })

    it('shows both orders when somebody was quicker, and overwrites nothing', async () => {
      const stale = await was()
      await owner.post(path, { was: stale, move: `up ${ids.Bruno}` })
      for (const htmx of [false, true]) {
        const answer = await owner.post(path, { was: stale, move: `down ${ids.Ana}` }, { htmx })
        assert.equal(answer.status, 409)
        assert.match(answer.text, /Somebody changed the order/)
        assert.match(answer.text, /Current order: 1/)
      }
      assert.deepEqual(await names(), ['Ana', 'Bruno', 'Carla'])
    })

    it('refuses who lacks the right', async () => {
      const { eva } = world.people
      const browser = await world.as(eva)
      assert.equal((await browser.post(`/accounts/${world.accounts.seen}/signer-order`, {})).status, 403)
      const page = await browser.get(`/accounts/${world.accounts.seen}/info`)
      assert.equal(page.html.querySelector('a[href$=signer-order]'), null)
    })
  })
