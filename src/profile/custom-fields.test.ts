import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changeField } from '#src/fields/definition.ts'
import { fieldsExport } from '#src/fields/export.ts'
import { findField } from '#src/fields/field.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { fieldSheet } from '#src/fields/value.ts'
import { isSealed } from '#src/platform/vault.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeField, sentFields, setValue } from '#src/testing/custom-fields.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'

for (const engine of oneEngine)
  describe(`custom fields in the profile on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const db = () => world.app.db.read
    const account = (id: number) =>
      db().selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const value = async (id: number, field: number) => (await fieldSheet(db(), 'account', id)).values.get(field)
    const own = async (id: number) => ({ name: 'Mine', type: 'other', version: (await account(id)).version })

    it('are saved with the details, in both modes', async () => {
      const id = await world.openAccount('Saved')
      const field = await makeField(world, 'account', 'number', { name: 'Staff count' })
      for (const [htmx, typed, stored] of [
        [false, '12', '12'],
        [true, '13,5', '13.5'],
      ] as const) {
        const posted = { ...(await own(id)), ...sentFields({ [field]: typed }) }
        const saved = await owner.post(`/accounts/${id}/details`, posted, { htmx })
        assert.equal(saved.status, htmx ? 200 : 303)
        assert.equal(await value(id, field), stored)
        if (htmx) assert.match(saved.html.querySelector('#details')!.text, /Staff count/)
      }
      const wrong = await owner.post(`/accounts/${id}/details`, { ...(await own(id)), ...sentFields({ [field]: 'x' }) })
      assert.equal(wrong.status, 422)
      assert.match(wrong.html.querySelector('.notice-bad')!.text, /Staff count: This is not a number/)
    })

    it('show both versions to whoever was slower, own fields and custom ones alike', async () => {
      const id = await world.openAccount('Disputed')
      const field = await makeField(world, 'account', 'date', { name: 'Disputed date' })
      const late = await own(id)
      await setValue(world, { subject: 'account', id }, field, '2026-01-31')
      for (const htmx of [false, true]) {
        const posted = { ...late, name: 'Disputed', ...sentFields({ [field]: '2026-02-28' }) }
        const answer = await owner.post(`/accounts/${id}/details`, posted, { htmx })
        assert.equal(answer.status, 409)
        const form = answer.html.querySelector('#details form')!
        assert.deepEqual(
          form.querySelectorAll(`[name=field_${field}]`).map((radio) => radio.getAttribute('value')),
          ['2026-02-28', '2026-01-31'],
        )
        assert.match(form.text, /28\/02\/2026/)
        assert.ok(form.querySelector(`[name=fields][value="${field}"]`))
      }
      assert.equal(await value(id, field), '2026-01-31')
    })

    it('that are required are asked for where an account is made', async () => {
      const field = await makeField(world, 'account', 'text', { name: 'Required one', is_required: 1 })
      const optional = await makeField(world, 'account', 'text', { name: 'Optional one' })
      const page = await owner.get('/accounts/new')
      assert.ok(page.html.querySelector(`[name=field_${field}]`))
      assert.equal(page.html.querySelector(`[name=field_${optional}]`), null)
      const fields = { type: 'individual', first_name: 'Nova', last_name: 'Conta' }
      const refused = await owner.post('/accounts', { ...fields, ...sentFields({ [field]: '' }) })
      assert.equal(refused.status, 422)
      assert.match(refused.html.querySelector('.notice-bad')!.text, /Required one/)
      const made = await owner.post('/accounts', { ...fields, ...sentFields({ [field]: 'given' }) })
      assert.equal(made.status, 303)
      assert.equal(await value(Number(made.location!.split('/').at(-1)), field), 'given')
      await world.app.db.write((trx) =>
        trx.updateTable('custom_field').set({ is_required: 0 }).where('id', '=', field).execute(),
      )
    })

    it('are not changed by who may not manage accounts: 403, unchanged, control absent', async () => {
      const { seen } = world.accounts
      const field = await makeField(world, 'account', 'text', { name: 'Guarded' })
      await setValue(world, { subject: 'account', id: seen }, field, 'as it was')
      await world.giveRights(world.people.eva, ['manage tags'])
      const posted = { tags: [], tags_was: [], ...sentFields({ [field]: 'forged' }) }
      assert.equal((await eva.post(`/accounts/${seen}/details`, posted)).status, 403)
      assert.equal(await value(seen, field), 'as it was')
      const form = await eva.get(`/accounts/${seen}/details/edit`)
      assert.equal(form.html.querySelector(`[name=field_${field}]`), null)
      assert.match((await eva.get(`/accounts/${seen}/info`)).html.querySelector('#details')!.text, /as it was/)
      await world.giveRights(world.people.eva, [])
    })

    it('are taken back on the activity page, and what that told is sealed when the field becomes encrypted', async () => {
      const id = await world.openAccount('Taken back')
      const field = await makeField(world, 'account', 'text', { name: 'Later secret' })
      for (const text of ['open one', 'open two']) await setValue(world, { subject: 'account', id }, field, text)
      const page = await owner.get(`/accounts/${id}/activity`)
      const form = page.html.querySelector('form[action$="/restoration"]')!
      assert.equal((await owner.post(form.getAttribute('action')!, {})).status, 303)
      assert.equal(await value(id, field), 'open one')
      await world.perform(async (act) => {
        const one = (await findField(act.trx, field))!
        await changeField(act, field, one.version, { ...one, is_encrypted: 1, choices: choicesOf(one) })
      })
      assert.ok(isSealed((await value(id, field))!))
      const trail = await db().selectFrom('audit_event').selectAll().where('account_id', '=', id).execute()
      assert.ok(trail.some((event) => event.kind === 'restored'))
      assert.doesNotMatch(JSON.stringify(trail), /open one|open two/)
      assert.doesNotMatch((await owner.get(`/accounts/${id}/activity`)).text, /open one|open two|sealed:/)
    })

    it('are in the export of an account, but for what is encrypted', async () => {
      const id = await world.openAccount('Exported')
      const open = await makeField(world, 'account', 'money', { name: 'Fee' })
      const secret = await makeField(world, 'account', 'text', { name: 'Password', is_encrypted: 1 })
      await setValue(world, { subject: 'account', id }, open, '1250')
      await setValue(world, { subject: 'account', id }, secret, 'never in a file')
      const parts: unknown[] = []
      const exporting = {
        app: world.app,
        account: await account(id),
        staff: await world.staff(world.people.owner),
        language: 'en',
        country: 'PT',
        timeZone: 'UTC',
      } as const
      for await (const part of fieldsExport(exporting)) parts.push(part)
      assert.match(JSON.stringify(parts), /"Fee","type":"money","value":"12.50 EUR"/)
      assert.match(JSON.stringify(parts), /"Password","type":"text","value":null,"encrypted":true/)
      assert.doesNotMatch(JSON.stringify(parts), /never in a file|sealed:/)
    })
  })
