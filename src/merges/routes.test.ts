import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changeContact, createContact } from '#src/contacts/contact.ts'
import { openedSecret } from '#src/contacts/secret.ts'
import { linkContact } from '#src/links/link.ts'
import type { Browser, Fields } from '#src/testing/browser-like.ts'
import { contactNamed, makeWorld, oneEngine, type World } from '#src/testing/world.ts'

for (const engine of oneEngine)
  describe(`the pages of merging on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const db = () => world.app.db.read
    const row = (id: number) => db().selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const make = (first: string, email: string, secrets = {}) =>
      world.perform((act) => createContact(act, { ...contactNamed(first, 'Pair', email), secrets }))
    const pair = async () =>
      [
        await make('One', 'one@pair.test', { tax_id: '123456789', iban: 'PT50000201231234567890154' }),
        await make('Two', 'two@pair.test', { tax_id: '501964843' }),
      ] as const
    /** What a form would post, as its page stands. */
    const formOf = async (path: string, browser = owner): Promise<Fields> => {
      const { html } = await browser.get(path)
      const form = html.querySelector('form.merge')!
      return Object.fromEntries(
        form
          .querySelectorAll('input')
          .filter((input) => input.getAttribute('type') === 'hidden' || input.hasAttribute('checked'))
          .map((input) => [input.getAttribute('name')!, input.getAttribute('value')!]),
      )
    }

    it('show two contacts side by side, secrets masked, with something chosen of everything', async () => {
      const [one, two] = await pair()
      const page = await owner.get(`/contacts/${one}/merge/${two}`)
      assert.equal(page.status, 200)
      const names = page.html
        .querySelectorAll('form.merge fieldset')
        .map((set) => set.querySelector('input')!.getAttribute('name'))
      assert.deepEqual(names, ['winner', 'first_name', 'tax', 'iban', 'primary'])
      for (const set of page.html.querySelectorAll('form.merge fieldset'))
        assert.equal(set.querySelectorAll('input[checked]').length, 1)
      assert.match(page.text, /•••789/)
      assert.doesNotMatch(page.text, /123456789|501964843|00020123|sealed:/)
    })

    it('merge, lead from the old address to the new one, and undo', async () => {
      const [one, two] = await pair()
      const path = `/contacts/${one}/merge/${two}`
      const form = await formOf(path)
      const merged = await owner.post(path, { ...form, winner: 'second', first_name: 'first', tax: 'second' })
      assert.equal(merged.location, `/contacts/${two}`)
      const now = await row(two)
      assert.deepEqual([now.first_name, openedSecret(world.app.vault, now, 'tax_id')], ['One', '501964843'])
      const page = await owner.get(`/contacts/${two}`)
      assert.match(page.html.querySelector('#flash')!.text, /One Pair was merged into Two Pair/)
      for (const email of ['one@pair.test', 'two@pair.test']) assert.match(page.text, new RegExp(email))
      const old = await owner.get(`/contacts/${one}`)
      assert.deepEqual([old.status, old.location], [303, `/contacts/${two}`])
      assert.equal((await owner.get(`/contacts/${one}/edit`)).status, 404)
      assert.equal((await owner.post(`/contacts/${one}`, { first_name: 'Late', version: 1 })).status, 409)
      assert.equal((await owner.get(path)).status, 404)
      const undo = page.html.querySelectorAll('form[action$="/undo"]')
      assert.equal(undo.length, 2, 'above, and in the activity')
      const undone = await owner.post(undo[0]!.getAttribute('action')!)
      assert.equal(undone.location, `/contacts/${two}`)
      assert.match((await owner.get(`/contacts/${two}`)).html.querySelector('#flash')!.text, /The merge was undone\.$/)
      assert.equal((await owner.get(`/contacts/${one}`)).status, 200)
      assert.equal((await row(two)).first_name, 'Two')
    })

    it('lead from an address that was merged twice to where the person is now', async () => {
      const [one, two] = await pair()
      const three = await make('Three', 'three@pair.test')
      await owner.post(`/contacts/${one}/merge/${two}`, {
        ...(await formOf(`/contacts/${one}/merge/${two}`)),
        winner: 'second',
      })
      await owner.post(`/contacts/${two}/merge/${three}`, {
        ...(await formOf(`/contacts/${two}/merge/${three}`)),
        winner: 'second',
      })
      assert.equal((await owner.get(`/contacts/${one}`)).location, `/contacts/${three}`)
      assert.equal((await eva.get(`/contacts/${one}`)).status, 404, 'who does not see the one does not learn of it')
      const page = await owner.get(`/contacts/${three}`)
      assert.match(page.html.querySelector('#activity')!.text, /created the contact/)
    })

    it('say so when one of the two was changed meanwhile, with what was chosen kept', async () => {
      const [one, two] = await pair()
      const path = `/contacts/${one}/merge/${two}`
      const form = { ...(await formOf(path)), winner: 'second', first_name: 'second' }
      await world.perform((act) => changeContact(act, two, 1, contactNamed('Two', 'Changed', 'two@pair.test')))
      const late = await owner.post(path, form)
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('[role=alert]')!.text, /changed one of the two/)
      const checked = late.html
        .querySelectorAll('input[checked]')
        .map((input) => [input.getAttribute('name'), input.getAttribute('value')])
      assert.ok(checked.some(([name, value]) => name === 'winner' && value === 'second'))
      assert.ok(checked.some(([name, value]) => name === 'first_name' && value === 'second'))
      assert.match(late.text, /Changed/)
      assert.equal((await row(one)).merged_into_id, null)
      const versions = Object.fromEntries(
        late.html
          .querySelectorAll('input[name^=version]')
          .map((input) => [input.getAttribute('name')!, input.getAttribute('value')!]),
      )
      assert.equal((await owner.post(path, { ...form, ...versions })).status, 303)
    })

    it('are refused after a change: an undo that is too late changes nothing and says why', async () => {
      const [one, two] = await pair()
      const path = `/contacts/${one}/merge/${two}`
      await owner.post(path, { ...(await formOf(path)), winner: 'first' })
      const page = await owner.get(`/contacts/${one}`)
      const undo = page.html.querySelector('form[action$="/undo"]')!.getAttribute('action')!
      const { version } = await row(one)
      await world.perform((act) => changeContact(act, one, version, contactNamed('Changed', 'Pair')))
      const late = await owner.post(undo)
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('#flash')!.text, /can no longer be undone/)
      assert.equal((await row(two)).merged_into_id, one)
      assert.equal((await owner.get(`/contacts/${one}`)).html.querySelector('form[action$="/undo"]'), null)
    })

    it('refuse a form that chooses nobody, or a login that is none', async () => {
      const [one, two] = await pair()
      const path = `/contacts/${one}/merge/${two}`
      const form = await formOf(path)
      assert.equal((await owner.post(path, { ...form, winner: '' })).status, 422)
      for (const [i, contact_id] of [one, two].entries())
        await world.app.db.write((trx) =>
          trx
            .insertInto('portal_login')
            .values({
              contact_id,
              email: `login${i}@pair.test`,
              email_key: `login${i}@pair.test`,
              password_hash: 'x',
              language: null,
              created_at: '',
              last_login_at: null,
              last_user_agent: null,
            })
            .execute(),
        )
      const page = await owner.get(path)
      assert.deepEqual(
        page.html.querySelectorAll('#logins input[name=others]').map((radio) => radio.getAttribute('value')),
        ['moved', 'ended'],
      )
      assert.equal((await owner.post(path, { ...form, login: '99999' })).status, 422)
      assert.equal((await row(two)).merged_into_id, null)
      assert.equal((await owner.post(path, await formOf(path))).status, 303)
    })

    it('are for those who may merge and see both: otherwise 403 or 404, unchanged, control absent', async () => {
      const { maria, joao, zoe } = world.contacts
      const path = `/contacts/${maria}/merge/${joao}`
      for (const answer of [await eva.get(path), await eva.post(path), await eva.get(`/contacts/${maria}/merge`)])
        assert.equal(answer.status, 403)
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.equal((await eva.post(path)).status, 403)
      assert.equal((await eva.get(`/contacts/${maria}`)).html.querySelector('a[href*="/merge"]'), null)
      await world.giveRights(world.people.eva, ['manage contacts'])
      assert.ok((await eva.get(`/contacts/${maria}`)).html.querySelector(`a[href="/contacts/${maria}/merge"]`))
      assert.equal((await eva.get(`/contacts/${maria}/merge/${zoe}`)).status, 404)
      assert.equal((await eva.get(`/contacts/${maria}/merge/${maria}`)).status, 404)
      const search = await eva.get(`/contacts/${maria}/merge?q=jo`)
      assert.ok(search.html.querySelector(`a[href="${path}"]`))
      assert.doesNotMatch(search.text, /Zoë/)
      const preview = await eva.get(path)
      assert.match(preview.html.querySelector('#kept')!.text, /and clients that you have no access to/)
      assert.doesNotMatch(preview.text, /Hidden/)
      assert.equal((await eva.post(path, { ...(await formOf(path, eva)) })).status, 303)
      const moved = await db()
        .selectFrom('link')
        .select('contact_id')
        .where('account_id', '=', world.accounts.hidden)
        .execute()
      assert.ok(moved.length === 2, 'an account that one does not see is moved too')
      await world.giveRights(world.people.eva, [])
      const [merge] = await db().selectFrom('contact_merge').select('id').orderBy('id', 'desc').limit(1).execute()
      assert.equal((await eva.post(`/contacts/merges/${merge!.id}/undo`)).status, 403)
      assert.equal((await owner.post('/contacts/merges/99999/undo')).status, 404)
    })

    it('keep two links to one account that the person does not see as one, with both descriptions', async () => {
      const [one, two] = await pair()
      await world.perform(async (act) => {
        for (const [contactId, description] of [
          [one, 'CEO'],
          [two, 'Owner'],
        ] as const)
          for (const account of [world.accounts.seen, world.accounts.hidden])
            await linkContact(act, account, { contactId, description })
      })
      await world.giveRights(world.people.eva, ['manage contacts'])
      const path = `/contacts/${one}/merge/${two}`
      const form = await formOf(path, eva)
      assert.equal(form[`link_${world.accounts.hidden}`], undefined)
      await eva.post(path, { ...form, winner: 'first', [`link_${world.accounts.seen}`]: 'second' })
      await world.giveRights(world.people.eva, [])
      const described = await db()
        .selectFrom('link')
        .select(['account_id', 'description'])
        .where('contact_id', '=', one)
        .orderBy('account_id')
        .execute()
      assert.deepEqual(
        described.map((link) => link.description),
        ['Owner', 'CEO; Owner'],
      )
    })
  })
