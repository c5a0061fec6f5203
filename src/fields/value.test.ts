import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { addressesOf } from '#src/contacts/address.ts'
import { findContacts } from '#src/links/find.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeField, sentFields, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { meantName } from './form.ts'
import type { FieldType } from './rules.ts'
import { fieldSheet, type Owner, setValues } from './value.ts'

for (const engine of engines)
  describe(`values of custom fields on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const db = () => world.app.db.read
    const maria = (): Owner => ({ subject: 'contact', id: world.contacts.maria })
    const version = async (id = world.contacts.maria) =>
      (await db().selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
    const valuesOf = async (one: Owner) => (await fieldSheet(db(), one.subject, one.id)).values
    const names = { first_name: 'Maria', last_name: 'Seen', email_1: 'maria@seen.test' }
    const save = async (values: Parameters<typeof sentFields>[0], more: Record<string, string> = {}) =>
      owner.post(`/contacts/${world.contacts.maria}`, {
        ...names,
        ...sentFields(values),
        ...more,
        version: await version(),
      })

    it('are kept as their type wants them, and shown as the reader expects them', async () => {
      const { eva: person } = world.people
      const kinds: [FieldType, string | string[], stored: string, shown: string | RegExp][] = [
        ['text', '  Olá  ', 'Olá', 'Olá'],
        ['long text', 'one\r\ntwo', 'one\ntwo', 'two'],
        ['number', '12.345,5', '12345.5', '12,345.5'],
        ['money', '€ 1 234,50', '123450', '€1,234.50'],
        ['date', '31.12.26', '2026-12-31', '31/12/2026'],
        ['yes/no', 'yes', 'yes', 'Yes'],
        ['choice', 'c2', 'c2', 'Two'],
        ['several choices', ['c2', 'c1'], '|c1|c2|', 'One and Two'],
        ['e-mail', 'second@seen.test', 'second@seen.test', 'second@seen.test'],
        ['phone', '+351 912 000 111', '+351 912 000 111', '+351 912 000 111'],
        ['URL', 'portal.example.com/x', 'https://portal.example.com/x', 'https://portal.example.com/x'],
        ['team member', String(person), String(person), 'Eva Employee'],
      ]
      const ids: number[] = []
      for (const [type] of kinds) ids.push(await makeField(world, 'contact', type))
      const saved = await save(Object.fromEntries(kinds.map(([, sent], i) => [ids[i]!, sent])))
      assert.equal(saved.status, 303, saved.html.querySelector('.notice-bad')?.text)
      const values = await valuesOf(maria())
      const page = await owner.get(`/contacts/${world.contacts.maria}`)
      for (const [i, [type, , stored, shown]] of kinds.entries()) {
        assert.equal(values.get(ids[i]!), stored, type)
        assert.ok(page.html.querySelector('#details')!.text.includes(String(shown)), `${type}: ${shown}`)
      }
      const form = await owner.get(`/contacts/${world.contacts.maria}/edit`)
      const again = Object.fromEntries(
        ids.map((id) => {
          const inputs = form.html.querySelectorAll(`[name=field_${id}]`)
          const [first] = inputs
          const value =
            first?.tagName === 'SELECT'
              ? first.querySelector('option[selected]')?.getAttribute('value')
              : first?.tagName === 'TEXTAREA'
                ? first.text.replace(/^\n/, '')
                : first?.getAttribute('type') === 'checkbox'
                  ? inputs.filter((box) => box.hasAttribute('checked')).map((box) => box.getAttribute('value')!)
                  : first?.getAttribute('value')
          return [id, value ?? '']
        }),
      )
      const events = await db().selectFrom('audit_event').select('id').execute()
      assert.equal((await save(again)).status, 303)
      assert.equal(
        (await db().selectFrom('audit_event').select('id').execute()).length,
        events.length,
        'a form that is saved as it was made changes nothing',
      )
    })

    it('of a year that no date can have any more stay where they are', async () => {
      const field = await makeField(world, 'contact', 'date', { name: 'Founded' })
      await setValue(world, maria(), field, '1850-05-01')
      assert.equal((await save({ [field]: '1850-05-01' })).status, 303)
      assert.equal((await save({ [field]: '1850-05-02' })).status, 422)
      assert.equal((await valuesOf(maria())).get(field), '1850-05-01')
    })

    it('of the wrong type are refused with the field’s name, and what was typed is kept', async () => {
      const wrong: [FieldType, string][] = [
        ['number', '1e999'],
        ['number', '=1+1'],
        ['number', 'NaN'],
        ['money', '12.3456'],
        ['money', '1,2,3'],
        ['date', '2026-02-30'],
        ['date', '31/13/2026'],
        ['date', '31/12/1850'],
        ['yes/no', 'maybe'],
        ['choice', 'c9'],
        ['choice', 'One'],
        ['several choices', 'c1|c9'],
        ['e-mail', 'not an address'],
        ['URL', 'javascript:alert(1)'],
        ['URL', 'data:text/html,x'],
        ['URL', 'ftp://example.com'],
        ['URL', 'https://'],
        ['team member', '99999'],
        ['text', 'a\u0007b'],
        ['text', 'x'.repeat(501)],
        ['text', 'sealed:1:00000000:AAAA'],
        ['long text', 'x'.repeat(60_000)],
        ['phone', '1'.repeat(41)],
      ]
      const ids = new Map<FieldType, number>()
      for (const [type, sent] of wrong) {
        if (!ids.has(type)) ids.set(type, await makeField(world, 'contact', type, { name: `Wrong ${type}` }))
        const id = ids.get(type)!
        const answer = await save({ [id]: sent })
        assert.equal(answer.status, 422, `${type}: ${sent.slice(0, 30)}`)
        assert.match(answer.html.querySelector('.notice-bad')!.text, new RegExp(`Wrong ${type}`))
        assert.equal((await valuesOf(maria())).get(id), undefined)
      }
      const kept = await save({ [ids.get('number')!]: 'twelve' })
      assert.equal(kept.html.querySelector(`[name=field_${ids.get('number')}]`)?.getAttribute('value'), 'twelve')
      assert.equal(kept.html.querySelector('[name=last_name]')?.getAttribute('value'), 'Seen')
    })

    it('ask how a number is meant that can be read in two ways', async () => {
      const number = await makeField(world, 'contact', 'number', { name: 'Ambiguous' })
      const money = await makeField(world, 'contact', 'money', { name: 'Ambiguous money' })
      const asked = await save({ [number]: '1.234' })
      assert.equal(asked.status, 422)
      const meant = meantName({ id: number })
      const radios = asked.html.querySelectorAll(`[name=${meant}]`)
      assert.deepEqual(
        radios.map((radio) => radio.getAttribute('value')),
        ['1.234', '1234'],
      )
      assert.equal((await save({ [number]: '1.234' }, { [meant]: '1234' })).status, 303)
      assert.equal((await valuesOf(maria())).get(number), '1234')
      assert.equal(
        (await save({ [number]: '5.678' }, { [meant]: '1234' })).status,
        422,
        'an answer to another question',
      )
      assert.equal((await save({ [number]: '1.234' }, { [meant]: '1.234' })).status, 303)
      assert.equal((await valuesOf(maria())).get(number), '1.234')
      const amount = await save({ [money]: '1.234' })
      assert.equal(amount.status, 422, 'three decimals are no amount, but a thousand may not be what was meant')
      assert.deepEqual(
        amount.html.querySelectorAll(`[name=${meantName({ id: money })}]`).map((radio) => radio.getAttribute('value')),
        ['123400'],
      )
      assert.equal((await save({ [money]: '1.234' }, { [meantName({ id: money })]: '123400' })).status, 303)
      assert.equal((await valuesOf(maria())).get(money), '123400')
    })

    it('that are required are asked for on the forms that show the field, and nowhere else', async () => {
      const id = await makeField(world, 'contact', 'text', { name: 'Needed', is_required: 1 })
      const refused = await save({ [id]: ' ' })
      assert.equal(refused.status, 422)
      assert.match(refused.html.querySelector('.notice-bad')!.text, /Needed/)
      assert.equal((await save({ [id]: 'there' })).status, 303)
      const made = await owner.post('/contacts', { first_name: 'Nobody', ...sentFields({ [id]: '' }) })
      assert.equal(made.status, 422)
      const short = await owner.post(`/accounts/${world.accounts.seen}/links/contacts`, { first_name: 'Short' })
      assert.equal(short.status, 303)
      await world.app.db.write((trx) =>
        trx.updateTable('custom_field').set({ is_required: 0 }).where('id', '=', id).execute(),
      )
    })

    it('of a field that the form does not show, that is deleted or the other subject’s, stay as they are', async () => {
      const shown = await makeField(world, 'contact', 'text', { name: 'Shown' })
      const unseen = await makeField(world, 'contact', 'text', { name: 'Made meanwhile' })
      const other = await makeField(world, 'account', 'text', { name: 'Of accounts' })
      await setValue(world, maria(), unseen, 'precious')
      assert.equal((await save({ [shown]: 'x', [other]: 'forged', 99999: 'forged' })).status, 303)
      const values = await valuesOf(maria())
      assert.equal(values.get(unseen), 'precious')
      assert.equal(values.get(other), undefined)
    })

    it('show both versions to whoever was slower, and overwrite nothing', async () => {
      const text = await makeField(world, 'contact', 'text', { name: 'Disputed' })
      const several = await makeField(world, 'contact', 'several choices', { name: 'Disputed choices' })
      const old = await version()
      await save({ [text]: 'Theirs', [several]: ['c1'] })
      const late = await owner.post(`/contacts/${world.contacts.maria}`, {
        ...names,
        ...sentFields({ [text]: 'Mine', [several]: ['c1', 'c2'] }),
        version: old,
      })
      assert.equal(late.status, 409)
      const radios = late.html.querySelectorAll('input[type=radio]')
      assert.deepEqual(
        radios.map((radio) => radio.getAttribute('value')),
        ['Mine', 'Theirs', '|c1|c2|', '|c1|'],
      )
      assert.match(late.html.querySelector('form .choices:last-of-type')!.text, /One and Two/)
      assert.equal((await valuesOf(maria())).get(text), 'Theirs')
      const settled = await owner.post(`/contacts/${world.contacts.maria}`, {
        ...names,
        ...sentFields({ [text]: 'Theirs', [several]: '|c1|c2|' }),
        version: late.html.querySelector('form [name=version]')!.getAttribute('value')!,
      })
      assert.equal(settled.status, 303)
      assert.equal((await valuesOf(maria())).get(several), '|c1|c2|')
    })

    it('make a form stale that somebody else has open, though nothing but a custom field changed', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Of the account' })
      const before = await db()
        .selectFrom('account')
        .select('version')
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      await setValue(world, { subject: 'account', id: world.accounts.seen }, id, 'new')
      const after = await db()
        .selectFrom('account')
        .select('version')
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      assert.equal(after.version, before.version + 1)
    })

    it('are told in one event by the fields’ names, and leave a history', async () => {
      const one = await makeField(world, 'contact', 'text', { name: 'Told one' })
      const two = await makeField(world, 'contact', 'money', { name: 'Told two' })
      await world.perform((act) =>
        setValues(
          act,
          maria(),
          new Map([
            [one, 'a'],
            [two, '1250'],
          ]),
        ),
      )
      const event = await db()
        .selectFrom('audit_event')
        .selectAll()
        .where('contact_id', '=', world.contacts.maria)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      assert.equal(event.kind, 'custom fields changed')
      assert.deepEqual(JSON.parse(event.changes!), { 'Told one': [null, 'a'], 'Told two': [null, '12.50 EUR'] })
      const history = await db().selectFrom('custom_change').selectAll().where('field_id', '=', two).execute()
      assert.deepEqual(
        history.map(({ old, new: now, event_id }) => [old, now, event_id]),
        [[null, '1250', event.id]],
      )
    })

    it('of type e-mail are addresses of the contact, found and lost with the value', async () => {
      const id = await makeField(world, 'contact', 'e-mail', { name: 'Second address' })
      await save({ [id]: 'billing@seen.test' })
      const rows = async () => (await addressesOf(db(), world.contacts.maria)).filter((row) => row.field_id === id)
      assert.deepEqual(
        (await rows()).map((row) => row.email),
        ['billing@seen.test'],
      )
      const staff = await world.staff(world.people.owner)
      const found = async (text: string) => (await findContacts(db(), staff, text, 5)).map((contact) => contact.id)
      assert.deepEqual(await found('billing@seen'), [world.contacts.maria])
      const kept = (await rows())[0]!.id
      await save({ [id]: 'accounts@seen.test' })
      assert.deepEqual(
        (await rows()).map((row) => [row.id, row.email]),
        [[kept, 'accounts@seen.test']],
      )
      assert.deepEqual(await found('billing@seen'), [])
      await owner.post(`/contacts/${world.contacts.maria}`, { ...names, last_name: 'Seen', version: await version() })
      assert.deepEqual(await found('accounts@seen'), [world.contacts.maria], 'saving the contact does not lose it')
      await save({ [id]: '' })
      assert.deepEqual(await rows(), [])
    })

    it('can’t be changed by who may not edit: 403, unchanged, control absent', async () => {
      const id = await makeField(world, 'contact', 'text', { name: 'Guarded', is_encrypted: 1 })
      await setValue(world, maria(), id, 'secret')
      const base = `/contacts/${world.contacts.maria}`
      const { id: change } = await db()
        .selectFrom('custom_change')
        .select('id')
        .where('field_id', '=', id)
        .executeTakeFirstOrThrow()
      for (const path of [
        base,
        `${base}/fields/${id}/reveal`,
        `${base}/fields/${id}/history/reveal`,
        `${base}/fields/${id}/history/${change}/restoration`,
      ])
        assert.equal(
          (await eva.post(path, { ...names, ...sentFields({ [id]: 'x' }), latest: change })).status,
          403,
          path,
        )
      const page = await eva.get(base)
      assert.match(page.text, /Guarded/)
      assert.doesNotMatch(page.text, /secret/)
      assert.equal(page.html.querySelector(`form[action="${base}/fields/${id}/reveal"]`), null)
      const history = await eva.get(`${base}/fields/${id}/history`)
      assert.equal(history.status, 200)
      assert.equal(history.html.querySelector('main form'), null)
      assert.equal((await eva.get(`/contacts/${world.contacts.zoe}/fields/${id}/history`)).status, 404)
    })

    it('of two hundred fields take no more queries than those of one', async () => {
      const some = await makeWorld(engine)
      for (let i = 0; i < 200; i++) {
        const id = await makeField(some, 'contact', 'text', { name: `Field ${i}` })
        await setValue(some, { subject: 'contact', id: some.contacts.maria }, id, `value ${i}`)
      }
      const browser = await some.as(some.people.owner)
      const page = await browser.get(`/contacts/${some.contacts.maria}`)
      assert.equal(page.html.querySelectorAll('.fact').length, 200)
      const form = await browser.get(`/contacts/${some.contacts.maria}/edit`)
      assert.equal(form.html.querySelectorAll('[name^=field_]').length, 200)
      let queries = 0
      const counting = some.app.db.read.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          queries++
          return result
        },
      })
      await fieldSheet(counting, 'contact', some.contacts.maria)
      assert.equal(queries, 3)
    })
  })
