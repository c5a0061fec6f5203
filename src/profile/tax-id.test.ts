import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { changeAccount, findAccount } from '#src/accounts/account.ts'
import { events } from '#src/audit/events.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'

const nif = '265692601'

for (const engine of oneEngine)
  describe(`an account’s tax ID on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let id: number
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    beforeEach(async () => {
      id = await world.openAccount('Masked', [world.people.eva])
      await set({ tax_id: nif, tax_country: 'PT' })
    })
    const account = async () => findAccount(world.app.db.read, await world.staff(world.people.owner), id)
    const set = async (fields: Parameters<typeof changeAccount>[3]) => {
      const { version } = await account()
      await world.perform((act) => changeAccount(act, id, version, fields))
    }
    const readings = async () =>
      (await events(world.app.db.read, { accountId: id }, 50)).events.filter(({ kind }) => kind === 'secret read')
    const own = async () => ({ name: 'Masked', type: 'individual', version: (await account()).version })
    const save = (fields: Record<string, string | number>) => owner.post(`/accounts/${id}/details`, fields)

    it('of a person stands in the clear on no page of the profile', async () => {
      for (const page of ['', '/info', '/details/edit', '/notes', '/activity']) {
        const shown = await owner.get(`/accounts/${id}${page}`)
        assert.equal(shown.status, 200)
        assert.ok(!shown.text.includes(nif), page)
        assert.match(shown.html.querySelector('#tax-id-bar')!.text, /•••601/)
      }
    })

    it('of a company is plain, with nothing to show or hide, and its reading is no event', async () => {
      await set({ type: 'company' })
      const bar = (await owner.get(`/accounts/${id}`)).html.querySelector('#tax-id-bar')!
      assert.match(bar.text, new RegExp(nif))
      assert.equal(bar.querySelector('form'), null)
      await eva.post(`/accounts/${id}/tax-id/reading`, { place: 'bar' })
      assert.equal((await readings()).length, 0)
    })

    it('is read by whoever sees the account, in both modes, each reading told; and hidden again', async () => {
      for (const place of ['bar', 'details']) {
        const part = await eva.post(`/accounts/${id}/tax-id/reading`, { place }, { htmx: true })
        assert.match(part.html.querySelector(`#tax-id-${place} [data-copied]`)!.text, new RegExp(nif))
        const hide = part.html.querySelector(`#tax-id-${place} a`)!.getAttribute('href')!
        const hidden = await eva.get(hide, { htmx: true })
        assert.ok(!hidden.text.includes(nif))
        assert.ok(hidden.html.querySelector(`#tax-id-${place} form`))
        const page = await eva.post(`/accounts/${id}/tax-id/reading`, { place })
        assert.match(page.html.querySelector(`#tax-id-${place}`)!.text, new RegExp(nif))
        assert.equal(page.text.split(nif).length, 2, 'in that place alone')
        assert.equal((await eva.get(hide)).location, `/accounts/${id}/info`)
      }
      const told = await readings()
      assert.deepEqual(
        told.map(({ actor, changes }) => [actor, changes]),
        Array.from({ length: 4 }, () => ['Eva Employee', { tax_id: [null, null] }]),
      )
    })

    it('is not read by others, nor where there is none', async () => {
      const nina = await world.as(world.people.nina)
      assert.equal((await nina.post(`/accounts/${id}/tax-id/reading`, { place: 'bar' })).status, 404)
      assert.equal((await owner.post(`/accounts/${id}/tax-id/reading`, { place: 'elsewhere' })).status, 422)
      await set({ tax_id: '' })
      assert.equal((await owner.post(`/accounts/${id}/tax-id/reading`, { place: 'bar' })).status, 404)
      assert.equal((await readings()).length, 0)
    })

    it('stays as it is where the form leaves it blank, is replaced by what is typed, and taken away by its box', async () => {
      const form = (await owner.get(`/accounts/${id}/details/edit`)).html
      assert.equal(form.querySelector('#f-tax_id')!.getAttribute('value'), '')
      const kept = { kept: form.querySelector('input[name=kept]')!.getAttribute('value')!, tax_country: 'PT' }
      await save({ ...(await own()), ...kept, tax_id: '', name: 'Renamed' })
      assert.deepEqual([(await account()).tax_id, (await account()).name], [nif, 'Renamed'])
      await save({ ...(await own()), ...kept, tax_id: '123456789' })
      assert.equal((await account()).tax_id, '123456789')
      await save({ ...(await own()), ...kept, tax_id: '', remove: 'tax_id' })
      assert.equal((await account()).tax_id, '')
    })

    it('is offered masked where two people changed it at once: theirs stays, mine is taken, or it goes', async () => {
      const theirs = '261677977'
      const stale = { name: 'Masked', type: 'individual', kept: 'tax_id', tax_country: 'PT' }
      for (const [mine, chosen, left] of [
        [{ tax_id: '123456789' }, 'mine', '123456789'],
        [{ tax_id: '123456789' }, 'theirs', theirs],
        [{ tax_id: '', remove: 'tax_id' }, 'mine', ''],
        [{ tax_id: '', remove: 'tax_id' }, 'theirs', theirs],
      ] as const) {
        const { version } = await account()
        await set({ tax_id: theirs, name: `Since ${version}` })
        const answer = await save({ ...stale, ...mine, version })
        assert.equal(answer.status, 409)
        assert.ok(!answer.text.includes(theirs))
        const fields: Record<string, string> = {}
        for (const input of answer.html.querySelectorAll('#details input')) {
          const isRadio = input.getAttribute('type') === 'radio'
          if (!isRadio || input.getAttribute('id')!.endsWith(chosen))
            fields[input.getAttribute('name')!] = input.getAttribute('value') ?? ''
        }
        assert.equal((await save(fields)).status, 303)
        assert.equal((await account()).tax_id, left)
      }
    })
  })
