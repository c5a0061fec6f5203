import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { addToGroup, createGroup } from './group.ts'
import { groupsOfAccount } from './list.ts'

for (const engine of oneEngine)
  describe(`the pages of groups on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const make = (name: string, accounts: number[] = []) =>
      world.perform(async (act) => {
        const id = await createGroup(act, { name, notes: '' })
        await addToGroup(act, id, accounts)
        return id
      })
    const groupOf = (id: number) =>
      world.app.db.read.selectFrom('client_group').selectAll().where('id', '=', id).executeTakeFirst()

    it('make a group, and refuse a name that there is', async () => {
      const made = await owner.post('/groups', { name: 'Household', notes: 'Two\r\nlines' })
      assert.match(made.location!, /^\/groups\/\d+$/)
      const page = await owner.get(made.location!)
      assert.equal(page.html.querySelector('h1')?.text, 'Household')
      assert.match(page.html.querySelector('#flash')!.text, /Household was created/)
      assert.match(page.html.querySelector('#details')!.text, /Two\nlines/)
      const taken = await owner.post('/groups', { name: 'hóusehold', notes: 'kept' })
      assert.equal(taken.status, 422)
      assert.equal(taken.html.querySelector('[name=name]')?.getAttribute('value'), 'hóusehold')
      assert.match(taken.text, /already in use/)
      assert.equal((await owner.post('/groups', { name: ' ' })).status, 422)
    })

    it('edit a group without JavaScript and with htmx', async () => {
      const id = await make('Editable')
      const form = await owner.get(`/groups/${id}/details/edit`)
      assert.ok(form.html.querySelector('html'))
      assert.equal(form.html.querySelector('#details form')?.getAttribute('action'), `/groups/${id}/details`)
      const plain = await owner.post(`/groups/${id}/details`, { name: 'Edited', notes: '', version: 1 })
      assert.equal(plain.status, 303)
      assert.equal(plain.location, `/groups/${id}#details`)
      const part = await owner.get(`/groups/${id}/details/edit`, { htmx: true })
      assert.equal(part.html.querySelector('html'), null)
      const saved = await owner.post(
        `/groups/${id}/details`,
        { name: 'Edited again', notes: 'n', version: 2 },
        { htmx: true },
      )
      assert.equal(saved.status, 200)
      assert.equal(saved.html.querySelector('html'), null)
      assert.match(saved.html.querySelector('#details')!.text, /Edited again/)
    })

    it('show both versions to whoever was late', async () => {
      const id = await make('Late')
      await owner.post(`/groups/${id}/details`, { name: 'Early', notes: '', version: 1 })
      for (const htmx of [false, true]) {
        const late = await owner.post(`/groups/${id}/details`, { name: 'Mine', notes: '', version: 1 }, { htmx })
        assert.equal(late.status, 409)
        assert.match(late.html.querySelector('#details')!.text, /Your entry: Mine/)
        assert.match(late.html.querySelector('#details')!.text, /Current value: Early/)
        assert.equal(late.html.querySelector('[name=version]')?.getAttribute('value'), '2')
      }
      assert.equal((await groupOf(id))?.name, 'Early')
    })

    it('find accounts to tick, live and by page, keep what is ticked, and add several at once', async () => {
      const id = await make('Gathering')
      const { seen, hidden } = world.accounts
      const path = `/groups/${id}/accounts/new`
      const page = await owner.get(`${path}?q=seen`)
      assert.ok(page.html.querySelector(`input[name=account][value="${seen}"]`))
      const live = await owner.get(`${path}?q=hidden&account=${seen}`, { htmx: true })
      assert.equal(live.html.querySelector('html'), null)
      assert.equal(live.html.querySelector(`input[value="${seen}"]`)?.hasAttribute('checked'), true)
      assert.equal(live.html.querySelector(`input[value="${hidden}"]`)?.hasAttribute('checked'), false)
      const none = await owner.post(`/groups/${id}/accounts`, { q: 'seen' })
      assert.equal(none.status, 422)
      assert.match(none.text, /Choose at least one/)
      const added = await owner.post(`/groups/${id}/accounts`, { account: [seen, hidden], q: '' })
      assert.equal(added.location, `/groups/${id}`)
      assert.match((await owner.get(added.location!)).text, /Added: Hidden Holdings and Seen Family\./)
      assert.match((await owner.get(`${path}?q=seen`)).text, /already in the group/)
      assert.match((await owner.get(`${path}?q=qqq`)).text, /No clients match/)
    })

    it('count what one may not open, without its name', async () => {
      const { seen, hidden } = world.accounts
      const id = await make('Shared', [seen, hidden])
      for (const path of ['/groups', `/groups/${id}`]) {
        const page = await eva.get(path)
        assert.match(page.text, /1 more that you have no access to/)
        assert.doesNotMatch(page.text, /Hidden Holdings/)
      }
      const page = await eva.get(`/accounts/${seen}/info`)
      assert.ok(page.html.querySelector(`#groups a[href="/groups/${id}"]`))
    })

    it('take an account out, in both modes', async () => {
      const { seen, hidden } = world.accounts
      const id = await make('Parting', [seen, hidden])
      const part = await owner.post(`/groups/${id}/accounts/${hidden}/removal`, {}, { htmx: true })
      assert.equal(part.status, 200)
      assert.doesNotMatch(part.html.querySelector('#members')!.text, /Hidden/)
      const plain = await owner.post(`/groups/${id}/accounts/${seen}/removal`)
      assert.equal(plain.location, `/groups/${id}`)
      assert.equal((await owner.post(`/groups/${id}/accounts/${seen}/removal`)).status, 404)
    })

    it('send on whoever no longer sees the group', async () => {
      const { seen, hidden } = world.accounts
      const id = await make('Out Of Sight', [seen, hidden])
      await world.giveRights(world.people.eva, ['manage accounts'])
      const left = await eva.post(`/groups/${id}/accounts/${seen}/removal`)
      assert.equal(left.location, '/groups')
      assert.equal((await eva.get(`/groups/${id}`)).status, 404)
      await world.giveRights(world.people.eva, [])
    })

    it('ask before a group is deleted', async () => {
      const id = await make('Deletable', [world.accounts.seen])
      const page = await owner.get(`/groups/${id}/removal`)
      assert.match(page.text, /Delete the group Deletable\?/)
      assert.match(page.text, /clients themselves are not changed/)
      assert.equal((await owner.post(`/groups/${id}/removal`)).location, '/groups')
      assert.equal(await groupOf(id), undefined)
      assert.equal((await owner.get(`/accounts/${world.accounts.seen}/info`)).status, 200)
    })

    it('add an account to a group from its Info page, in both modes', async () => {
      const { seen } = world.accounts
      const base = `/accounts/${seen}/groups`
      const chosen = await make('Chosen Here')
      const form = await owner.get(`${base}/edit`)
      assert.ok(form.html.querySelector(`#groups option[value="${chosen}"]`))
      assert.ok(form.html.querySelector('#related'), 'it is the Info page')
      const plain = await owner.post(base, { group: chosen, group_name: '' })
      assert.equal(plain.status, 303)
      const made = await owner.post(base, { group: '', group_name: 'Named Here' }, { htmx: true })
      assert.equal(made.status, 200)
      assert.match(made.html.querySelector('#groups')!.text, /Chosen Here/)
      assert.match(made.html.querySelector('#groups')!.text, /Named Here/)
      // A name that there is means the group that has it.
      await owner.post(`/accounts/${world.accounts.hidden}/groups`, { group: '', group_name: 'NAMED here' })
      const hidden = await groupsOfAccount(world.app.db.read, world.accounts.hidden)
      assert.ok(hidden.some((group) => group.name === 'Named Here'))
      for (const htmx of [false, true]) {
        const nothing = await owner.post(base, { group: '', group_name: '' }, { htmx })
        assert.equal(nothing.status, 422)
        assert.ok(nothing.html.querySelector('#groups .field-error'))
      }
      assert.equal((await owner.post(base, { group: '99999', group_name: '' })).status, 404)
      assert.equal((await owner.post(base, { group: 'x', group_name: '' })).status, 422)
      const both = await owner.post(base, { group: await make('One Of Two'), group_name: 'The Other' })
      assert.equal(both.status, 422)
      assert.match(both.html.querySelector('#groups .field-error')!.text, /not both/)
      assert.equal(both.html.querySelector('[name=group_name]')?.getAttribute('value'), 'The Other')
    })

    it('refuse a group by a name that stands on one that is not seen', async () => {
      const unseen = await make('Not For Eva', [world.accounts.hidden])
      await world.giveRights(world.people.eva, ['manage accounts'])
      const base = `/accounts/${world.accounts.seen}/groups`
      assert.equal((await eva.post(base, { group: '', group_name: 'Not for Eva' })).status, 422)
      assert.equal((await eva.post(base, { group: unseen, group_name: '' })).status, 404)
      const form = await eva.get(`${base}/edit`)
      assert.equal(form.html.querySelector(`option[value="${unseen}"]`), null)
      const stranger = await eva.post(`/groups/${await make('Eva’s')}/accounts`, {
        account: world.accounts.hidden,
        q: '',
      })
      assert.equal(stranger.status, 404)
      await world.giveRights(world.people.eva, [])
      const groups = await groupsOfAccount(world.app.db.read, world.accounts.seen)
      assert.ok(!groups.some((group) => group.name === 'Not For Eva'))
    })

    it('refuse whoever may not, change nothing, and show no control', async () => {
      const { seen } = world.accounts
      const id = await make('Refused', [seen])
      const tries: [string, Record<string, string | number>][] = [
        ['/groups', { name: 'Nope', notes: '' }],
        [`/groups/${id}/details`, { name: 'Nope', notes: '', version: 1 }],
        [`/groups/${id}/removal`, {}],
        [`/groups/${id}/accounts`, { account: seen }],
        [`/groups/${id}/accounts/${seen}/removal`, {}],
        [`/accounts/${seen}/groups`, { group: id, group_name: '' }],
      ]
      for (const [path, fields] of tries)
        for (const htmx of [false, true]) assert.equal((await eva.post(path, fields, { htmx })).status, 403, path)
      assert.deepEqual(
        [(await groupOf(id))?.name, (await groupsOfAccount(world.app.db.read, seen)).some((one) => one.id === id)],
        ['Refused', true],
      )
      for (const path of ['/groups', `/groups/${id}`, `/accounts/${seen}/info`]) {
        const page = await eva.get(path)
        assert.equal(page.html.querySelector('a[href$="/edit"], a[href="/groups/new"], a[href$="/accounts/new"]'), null)
        assert.equal(page.html.querySelector('form[action^="/groups"]'), null)
        assert.equal(page.html.querySelector('a[href$="/removal"]'), null)
      }
      for (const path of [
        '/groups/new',
        `/groups/${id}/details/edit`,
        `/groups/${id}/removal`,
        `/groups/${id}/accounts/new`,
      ])
        assert.equal((await eva.get(path)).status, 403, path)
    })
  })
