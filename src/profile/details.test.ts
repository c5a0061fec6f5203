import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { findAccount } from '#src/accounts/account.ts'
import { followersOf, rolesOf, tagsOf, teamOf } from '#src/accounts/team.ts'
import type { Right } from '#src/staff/rights.ts'
import { allTags, createTag } from '#src/tags/tag.ts'
import type { Browser, Fields } from '#src/testing/browser-like.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { changeDetails } from './details.ts'

for (const engine of engines)
  describe(`the details of an account on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let id: number
    let tag: number
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      tag = await world.perform((act) => createTag(act, { name: 'Payroll', colour: 'green' }))
    })
    beforeEach(async () => {
      id = await world.openAccount('Editable', [world.people.eva])
    })
    const account = async () => findAccount(world.app.db.read, await world.staff(world.people.owner), id)
    const names = (rows: { name: string }[]) => rows.map((row) => row.name)
    const state = async () => ({
      name: (await account()).name,
      tags: names(await tagsOf(world.app.db.read, id)),
      team: names(await teamOf(world.app.db.read, id)),
      roles: (await rolesOf(world.app.db.read, id)).map(({ role, name }) => `${role}: ${name}`).sort(),
      followers: names(await followersOf(world.app.db.read, id)),
    })
    const post = (browser: Browser, fields: Fields, htmx = false) =>
      browser.post(`/accounts/${id}/details`, fields, { htmx })
    const own = { name: 'Editable', type: 'individual', version: 1 }

    it('are changed in all their parts by one save, in both modes', async () => {
      for (const htmx of [false, true]) {
        id = await world.openAccount('Whole', [world.people.eva])
        const saved = await post(
          owner,
          {
            ...own,
            name: 'Whole anew',
            tags: tag,
            new_tag: htmx ? 'Made with htmx' : 'Made without',
            new_tag_colour: 'pink',
            staff: [world.people.eva, world.people.nina],
            staff_was: world.people.eva,
            preparer: world.people.nina,
            preparer_was: '',
            reviewer: '',
            reviewer_was: '',
            followers: world.people.nina,
          },
          htmx,
        )
        assert.equal(saved.status, htmx ? 200 : 303)
        assert.deepEqual(await state(), {
          name: 'Whole anew',
          tags: [htmx ? 'Made with htmx' : 'Made without', 'Payroll'],
          team: ['Eva Employee', 'Nina Newcomer'],
          roles: ['preparer: Nina Newcomer'],
          followers: ['Nina Newcomer'],
        })
        const shown = htmx ? saved : await owner.get(saved.location!)
        assert.match(shown.html.querySelector('#details')!.text, /Whole anew[\s\S]*Nina Newcomer/)
        assert.ok(shown.html.querySelector('#profile-bar')?.text.includes('Whole anew'))
        if (!htmx) continue
        assert.doesNotMatch(saved.text, /doctype/i)
        assert.ok(saved.html.querySelector('#details a[autofocus]'), 'the focus comes back')
      }
    })

    it('warn of a tax ID that looks wrong, and keep what was typed when it can’t be saved', async () => {
      const company = { ...own, type: 'company', company_name: 'Edited, Lda.', tax_country: 'PT' }
      const saved = await post(owner, { ...company, tax_id: '501442601' })
      assert.match((await owner.get(saved.location!)).text, /doesn’t look right/)
      const wrong = await post(owner, {
        ...company,
        type: 'alien',
        tax_country: 'ZZ',
        version: 2,
        tags: tag,
        new_tag: 'x'.repeat(60),
        new_tag_colour: 'pink',
      })
      assert.equal(wrong.status, 422)
      assert.equal(wrong.html.querySelector('[name=company_name]')?.getAttribute('value'), 'Edited, Lda.')
      assert.ok(wrong.html.querySelector(`[name=tags][value="${tag}"]`)?.hasAttribute('checked'))
      assert.equal(wrong.html.querySelectorAll('.field-error').length, 3)
      assert.deepEqual((await state()).tags, [])
    })

    it('generate a name that is left blank, from the company or from the first contact', async () => {
      await post(owner, { ...own, name: '' })
      assert.equal((await account()).name, 'Editable Contact')
      await post(owner, { ...own, name: '', type: 'company', company_name: 'Lda.', version: 2 })
      assert.equal((await account()).name, 'Lda.')
    })

    it('show both versions of a field that two people changed, keep the other parts, and change nothing yet', async () => {
      await post(owner, { ...own, name: 'Theirs' })
      for (const htmx of [false, true]) {
        const stale = await post(
          owner,
          { ...own, name: 'Mine', tags: tag, new_tag: 'Late', new_tag_colour: 'red' },
          htmx,
        )
        assert.equal(stale.status, 409)
        const radios = stale.html.querySelectorAll('#details input[type=radio]')
        assert.deepEqual(
          radios.map((radio) => radio.getAttribute('value')),
          ['Mine', 'Theirs'],
        )
        assert.equal(stale.html.querySelector('#details input[name=tags]')?.getAttribute('value'), String(tag))
        assert.equal(stale.html.querySelector('#details input[name=new_tag]')?.getAttribute('value'), 'Late')
      }
      assert.deepEqual(await state(), { name: 'Theirs', tags: [], team: ['Eva Employee'], roles: [], followers: [] })
      assert.ok(!names(await allTags(world.app.db.read)).includes('Late'))
    })

    it('give two people who tick at once both what they meant', async () => {
      const { nina, owner: olga, eva: e } = world.people
      const form = { staff_was: e, preparer_was: '', reviewer_was: '' }
      await post(owner, { ...form, staff: [e, nina], preparer: nina, reviewer: '', followers: nina })
      await post(owner, { ...form, staff: [e, olga], preparer: '', reviewer: olga, followers: olga })
      assert.deepEqual(await state(), {
        name: 'Editable',
        tags: [],
        team: ['Eva Employee', 'Nina Newcomer', 'Olga Owner'],
        roles: ['preparer: Nina Newcomer', 'reviewer: Olga Owner'],
        followers: ['Nina Newcomer', 'Olga Owner'],
      })
    })

    it('take a tag that exists by its name, whatever its accents and case, and make one only once', async () => {
      await post(owner, { new_tag: 'PAYRÓLL', new_tag_colour: 'red' })
      assert.deepEqual(await tagsOf(world.app.db.read, id), [{ id: tag, name: 'Payroll', colour: 'green' }])
      const other = await world.openAccount('Other')
      const both = [id, other].map((accountId) =>
        world.perform((act) =>
          changeDetails(act, accountId, { newTag: { new_tag: 'At once', new_tag_colour: 'red' } }),
        ),
      )
      await Promise.all(both)
      assert.equal(names(await allTags(world.app.db.read)).filter((name) => name === 'At once').length, 1)
      assert.deepEqual(names(await tagsOf(world.app.db.read, other)), ['At once'])
    })

    it('refuse a role for somebody who doesn’t work here, and leave out team members and followers who don’t', async () => {
      const wrong = await post(owner, { preparer: 99999, preparer_was: '', reviewer: '', reviewer_was: '' })
      assert.equal(wrong.status, 422)
      assert.ok(wrong.html.querySelector('#f-preparer-error'))
      const left = await post(owner, { staff: 99999, followers: 99999, preparer: '', preparer_was: '' })
      assert.equal(left.status, 303)
      assert.deepEqual(await state(), { name: 'Editable', tags: [], team: ['Eva Employee'], roles: [], followers: [] })
    })

    const parts: Record<string, { fields: (p: World['people']) => Fields; control: string; rights: Right[] }> = {
      'own fields': {
        fields: () => ({ name: 'Hijacked', type: 'other' }),
        control: '[name=name]',
        rights: ['manage accounts'],
      },
      tags: { fields: () => ({ tags: 1 }), control: '[name=tags]', rights: ['manage tags', 'manage accounts'] },
      'a new tag': {
        fields: () => ({ new_tag: 'Forged', new_tag_colour: 'red' }),
        control: '[name=new_tag]',
        rights: ['manage tags'],
      },
      team: {
        fields: (p) => ({ staff: p.nina }),
        control: '[name=staff]',
        rights: ['assign team members', 'manage accounts'],
      },
      roles: {
        fields: (p) => ({ preparer: p.nina }),
        control: '[name=preparer]',
        rights: ['assign team members', 'manage accounts'],
      },
      followers: {
        fields: (p) => ({ followers: p.nina }),
        control: '[name=followers]',
        rights: ['assign team members', 'manage accounts'],
      },
    }
    for (const [what, { fields, control, rights }] of Object.entries(parts))
      it(`show ${what} on the form to whom has the right, and refuse it of anybody else: unchanged`, async () => {
        const unchanged = await state()
        for (const right of ['manage accounts', 'manage tags', 'assign team members'] as const) {
          await world.giveRights(world.people.eva, [right])
          const form = await eva.get(`/accounts/${id}/details/edit`, { htmx: true })
          assert.equal(Boolean(form.html.querySelector(control)), rights.includes(right), `${control} with ${right}`)
          if (rights.includes(right)) continue
          // Even together with what one may.
          const together = {
            'manage accounts': own,
            'manage tags': { tags: tag },
            'assign team members': { staff: world.people.nina },
          }
          const answer = await post(eva, { ...together[right], ...fields(world.people) })
          assert.equal(answer.status, 403, `${what} with ${right}`)
          assert.deepEqual(await state(), unchanged)
        }
        assert.ok(!names(await allTags(world.app.db.read)).includes('Forged'))
        await world.giveRights(world.people.eva, [])
      })

    it('are read without controls by whom has no right, who may still follow', async () => {
      const page = await eva.get(`/accounts/${id}/info`)
      const block = page.html.querySelector('#details')!
      assert.match(block.text, /Editable[\s\S]*Eva Employee/)
      assert.equal(block.querySelector('a[href$="/edit"]'), null)
      assert.equal((await eva.get(`/accounts/${id}/details/edit`)).status, 403)
      assert.equal((await post(eva, { tags: tag })).status, 403)
      const followed = await eva.post(`/accounts/${id}/following`, { wanted: 'on' }, { htmx: true })
      assert.match(followed.html.querySelector('#details')!.text, /Stop following/)
      assert.deepEqual((await state()).followers, ['Eva Employee'])
    })

    it('lead back to the list whom the save has taken the account from', async () => {
      await world.giveRights(world.people.eva, ['assign team members'])
      for (const htmx of [false, true]) {
        const gone = await post(eva, { staff_was: world.people.eva }, htmx)
        assert.equal(gone.location, '/accounts')
        await post(owner, { staff: world.people.eva })
      }
      await world.giveRights(world.people.eva, [])
    })
  })
