import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Act } from '#src/audit/audit.ts'
import { isSealed, makeVault } from '#src/platform/vault.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeField, sentFields, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { changeField, deleteField } from './definition.ts'
import { findField } from './field.ts'
import { restoreFieldChange } from './history.ts'
import { valueHome } from './homes.ts'
import { choicesOf } from './rules.ts'
import { type FieldUndo, fieldSheet, type Owner, setValues } from './value.ts'

for (const engine of engines)
  describe(`the history of custom fields on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const db = () => world.app.db.read
    const seen = (): Owner => ({ subject: 'account', id: world.accounts.seen })
    const value = async (id: number, of = seen()) => (await fieldSheet(db(), of.subject, of.id)).values.get(id)
    const changesOf = (id: number) =>
      db().selectFrom('custom_change').selectAll().where('field_id', '=', id).orderBy('id').execute()
    const lastEvent = () => db().selectFrom('audit_event').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    const lastUndo = async (): Promise<FieldUndo> =>
      JSON.parse(
        (await db().selectFrom('audit_undo').select('data').orderBy('event_id', 'desc').executeTakeFirstOrThrow()).data,
      )

    it('shows who changed what and when, and brings an old value back', async () => {
      const id = await makeField(world, 'account', 'money', { name: 'Fee' })
      for (const amount of ['1000', '2000', '3000']) await setValue(world, seen(), id, amount)
      const base = `/accounts/${world.accounts.seen}/fields/${id}/history`
      const page = await owner.get(base)
      assert.deepEqual(
        page.html.querySelectorAll('#history .row-head > span').map((row) => row.text.replace(/\s+/g, ' ').trim()),
        ['€20.00 → €30.00', '€10.00 → €20.00', 'nothing → €10.00'],
      )
      assert.equal(page.html.querySelector('.tabs a[aria-current]')?.text, 'Info')
      const [, second] = await changesOf(id)
      const latest = (await changesOf(id)).at(-1)!.id
      const restored = await owner.post(`${base}/${second!.id}/restoration`, { latest })
      assert.equal(restored.location, base)
      assert.equal(await value(id), '1000')
      assert.equal((await lastEvent()).kind, 'custom value restored')
      assert.equal((await changesOf(id)).length, 4, 'what was restored is a change too')
      const stale = await owner.post(`${base}/${second!.id}/restoration`, { latest })
      assert.equal(stale.status, 409)
      assert.match(stale.text, /Somebody has changed this field/)
      assert.equal(await value(id), '1000')
      const forged = await owner.post(`${base}/99999/restoration`, { latest: (await changesOf(id)).at(-1)!.id })
      assert.equal(forged.status, 404)
    })

    it('of a contact stands on its own page', async () => {
      const id = await makeField(world, 'contact', 'text', { name: 'Preferred name' })
      await setValue(world, { subject: 'contact', id: world.contacts.maria }, id, 'Mimi')
      const page = await eva.get(`/contacts/${world.contacts.maria}`)
      assert.ok(page.html.querySelector(`a[href="/contacts/${world.contacts.maria}/fields/${id}/history"]`))
      assert.match((await eva.get(`/contacts/${world.contacts.maria}/fields/${id}/history`)).text, /Mimi/)
      assert.equal((await owner.get(`/accounts/${world.accounts.seen}/fields/${id}/history`)).status, 404)
    })

    it('keeps values of the type that the field had, and restores those that it can still hold', async () => {
      const id = await makeField(world, 'account', 'money', { name: 'Was money' })
      await setValue(world, seen(), id, '1250')
      await setValue(world, seen(), id, '2050')
      await world.perform(async (act) => {
        const field = (await findField(act.trx, id))!
        await changeField(act, id, field.version, { ...field, type: 'number', choices: choicesOf(field) })
      })
      assert.equal(await value(id), '20.5')
      const base = `/accounts/${world.accounts.seen}/fields/${id}/history`
      assert.match((await owner.get(base)).text, /€12\.50 → €20\.50/)
      const [, second] = await changesOf(id)
      await owner.post(`${base}/${second!.id}/restoration`, { latest: second!.id })
      assert.equal(await value(id), '12.5')
      await setValue(world, seen(), id, '1.2345')
      await world.perform(async (act) => {
        const field = (await findField(act.trx, id))!
        await changeField(act, id, field.version, { ...field, type: 'text', choices: choicesOf(field) })
      })
      await setValue(world, seen(), id, 'words')
      await setValue(world, seen(), id, '7')
      await world.perform(async (act) => {
        const field = (await findField(act.trx, id))!
        await changeField(act, id, field.version, { ...field, type: 'number', choices: choicesOf(field) })
      })
      const page = await owner.get(base)
      const words = (await changesOf(id)).at(-1)!
      assert.equal(page.html.querySelector(`form[action="${base}/${words.id}/restoration"]`), null)
      assert.equal((await owner.post(`${base}/${words.id}/restoration`, { latest: words.id })).status, 409)
    })

    describe('of an encrypted field', () => {
      let id: number
      before(async () => {
        id = await makeField(world, 'account', 'text', { name: 'Portal password', is_encrypted: 1 })
        await setValue(world, seen(), id, 'first secret')
        await setValue(world, seen(), id, 'second secret')
      })
      const base = () => `/accounts/${world.accounts.seen}/fields/${id}`

      it('is ciphertext everywhere: value, key, history, audit trail, undo', async () => {
        const stored = await db()
          .selectFrom('custom_value')
          .selectAll()
          .where('field_id', '=', id)
          .executeTakeFirstOrThrow()
        assert.ok(isSealed(stored.value))
        assert.equal(stored.value_key, '')
        const everything = JSON.stringify([
          stored,
          await changesOf(id),
          await db().selectFrom('audit_event').selectAll().execute(),
          await db().selectFrom('audit_undo').selectAll().execute(),
          await db().selectFrom('search_entry').selectAll().execute(),
        ])
        assert.doesNotMatch(everything, /first secret|second secret/)
      })

      it('is masked, and shown to who may edit, with a line in the audit trail', async () => {
        const page = await owner.get(`${base()}/history`)
        assert.doesNotMatch(page.text, /secret/)
        for (const htmx of [false, true]) {
          const shown = await owner.post(`${base()}/reveal`, {}, { htmx })
          assert.equal(shown.status, 200)
          assert.match(shown.text, /second secret/)
          assert.equal(Boolean(shown.html.querySelector('html')), !htmx)
          const event = await lastEvent()
          assert.equal(event.kind, 'custom value revealed')
          assert.equal(event.account_id, world.accounts.seen)
          assert.deepEqual(JSON.parse(event.changes!), { field: [null, 'Portal password'] })
        }
        const history = await owner.post(`${base()}/history/reveal`)
        assert.match(history.text, /first secret → second secret/)
        for (const path of ['/activity', `/accounts/${world.accounts.seen}/activity`])
          assert.doesNotMatch((await owner.get(path)).text, /sealed:|first secret|second secret/)
      })

      it('is restored without being shown', async () => {
        const latest = (await changesOf(id)).at(-1)!
        await owner.post(`${base()}/history/${latest.id}/restoration`, { latest: latest.id })
        assert.equal(world.app.vault.open((await value(id))!, valueHome(seen(), id)), 'first secret')
      })

      it('keeps its value when the form is saved with it blank, and loses it when that is asked for', async () => {
        const secret = await makeField(world, 'contact', 'text', { name: 'Secret', is_encrypted: 1, is_required: 1 })
        const maria: Owner = { subject: 'contact', id: world.contacts.maria }
        await setValue(world, maria, secret, 'hidden text')
        const form = await owner.get(`/contacts/${maria.id}/edit`)
        assert.doesNotMatch(form.text, /hidden text|sealed:/)
        const save = async (text: string, more = {}) =>
          owner.post(`/contacts/${maria.id}`, {
            first_name: 'Maria',
            ...sentFields({ [secret]: text }),
            ...more,
            version: (
              await db().selectFrom('contact').select('version').where('id', '=', maria.id).executeTakeFirstOrThrow()
            ).version,
          })
        assert.equal((await save('')).status, 303)
        assert.equal(world.app.vault.open((await value(secret, maria))!, valueHome(maria, secret)), 'hidden text')
        assert.equal((await save('', { [`field_${secret}_clear`]: 'on' })).status, 422, 'it is required')
        await save('another')
        assert.equal(world.app.vault.open((await value(secret, maria))!, valueHome(maria, secret)), 'another')
        await world.app.db.write((trx) =>
          trx.updateTable('custom_field').set({ is_required: 0 }).where('id', '=', secret).execute(),
        )
        assert.equal((await save('', { [`field_${secret}_clear`]: 'on' })).status, 303)
        assert.equal(await value(secret, maria), undefined)
      })

      it('says so where the key is missing, and can still be replaced', async () => {
        const lost = await makeField(world, 'account', 'text', { name: 'Lost key', is_encrypted: 1 })
        await setValue(world, seen(), lost, 'unreachable')
        const kept = world.app.vault
        world.app.vault = makeVault([Buffer.alloc(32, 9)])
        const path = `/accounts/${world.accounts.seen}/fields/${lost}`
        assert.match((await owner.post(`${path}/reveal`)).text, /encryption key is missing/)
        assert.equal((await owner.post(`${path}/history/reveal`)).status, 200)
        await setValue(world, seen(), lost, 'reachable')
        assert.match((await owner.post(`${path}/reveal`)).text, /reachable/)
        world.app.vault = kept
      })
    })

    describe('taken back from the audit trail', () => {
      const takeBack = (undo: FieldUndo) => world.perform((act: Act) => restoreFieldChange(act, undo))

      it('restores each field that is still as the event left it, and names the others', async () => {
        const one = await makeField(world, 'account', 'text', { name: 'Back one' })
        const two = await makeField(world, 'account', 'date', { name: 'Back two' })
        const three = await makeField(world, 'account', 'number', { name: 'Back three' })
        const set = (...values: [string, string, string]) =>
          world.perform((act) => setValues(act, seen(), new Map([one, two, three].map((id, i) => [id, values[i]!]))))
        await set('old', '2026-01-01', '1')
        await set('new', '', '2')
        const undo = await lastUndo()
        await setValue(world, seen(), one, 'changed since')
        await world.perform((act) => deleteField(act, three))
        assert.deepEqual(await takeBack(undo), { restored: ['Back two'], kept: ['Back one', 'Back three'] })
        assert.equal(await value(one), 'changed since')
        assert.equal(await value(two), '2026-01-01')
        assert.deepEqual(JSON.parse((await lastEvent()).changes!), { 'Back two': [null, '2026-01-01'] })
        assert.deepEqual(await takeBack(undo), { restored: [], kept: ['Back one', 'Back two', 'Back three'] })
      })

      it('restores encrypted values, whatever they were sealed with', async () => {
        const id = await makeField(world, 'account', 'text', { name: 'Back secret', is_encrypted: 1 })
        await setValue(world, seen(), id, 'old')
        await setValue(world, seen(), id, 'new')
        const undo = await lastUndo()
        await world.app.db.write((trx) =>
          trx
            .updateTable('custom_value')
            .set({ value: world.app.vault.seal('new', valueHome(seen(), id)) })
            .where('field_id', '=', id)
            .execute(),
        )
        assert.deepEqual(await takeBack(undo), { restored: ['Back secret'], kept: [] })
        assert.equal(world.app.vault.open((await value(id))!, valueHome(seen(), id)), 'old')
      })

      it('does not take an amount for a number when the type has changed', async () => {
        const id = await makeField(world, 'account', 'money', { name: 'Back money' })
        await setValue(world, seen(), id, '1250')
        await setValue(world, seen(), id, '')
        const undo = await lastUndo()
        await world.perform(async (act) => {
          const field = (await findField(act.trx, id))!
          await changeField(act, id, field.version, { ...field, type: 'number', choices: [] })
        })
        assert.deepEqual(await takeBack(undo), { restored: ['Back money'], kept: [] })
        assert.equal(await value(id), '12.5')
      })
    })
  })
