import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { addressesOf, addressLeaving } from '#src/contacts/address.ts'
import { on } from '#src/platform/hook.ts'
import { isSealed } from '#src/platform/vault.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { type Field, fieldsOf, findField } from './field.ts'
import { changeHome } from './homes.ts'
import { choicesOf, type FieldType } from './rules.ts'
import { fieldSheet, type Owner } from './value.ts'

for (const engine of engines)
  describe(`definitions of custom fields on ${engine}`, () => {
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
    const hidden = (): Owner => ({ subject: 'account', id: world.accounts.hidden })
    const maria = (): Owner => ({ subject: 'contact', id: world.contacts.maria })
    const field = async (id: number): Promise<Field> => (await findField(db(), id))!
    const value = async (id: number, of = seen()) => (await fieldSheet(db(), of.subject, of.id)).values.get(id)
    const formOf = async (id: number, more: Record<string, string | number> = {}) => {
      const one = await field(id)
      return {
        name: one.name,
        type: one.type,
        heading: one.heading,
        help: one.help,
        currency: one.currency || 'EUR',
        encrypted: one.is_encrypted ? 'on' : '',
        required: one.is_required ? 'on' : '',
        ...Object.fromEntries(choicesOf(one).map((choice) => [`choice_${choice.key}`, choice.name])),
        version: one.version,
        ...more,
      }
    }
    const change = async (id: number, more: Record<string, string | number>) =>
      owner.post(`/settings/fields/${id}`, await formOf(id, more))

    it('are made, listed by subject, and changed', async () => {
      const made = await owner.post('/settings/fields', {
        subject: 'account',
        name: 'VAT regime',
        type: 'choice',
        new_choices: 'Monthly\r\nQuarterly\n\nMonthly',
        required: 'on',
        heading: 'Tax',
        help: 'As on the certificate',
        currency: 'EUR',
      })
      assert.equal(made.status, 303)
      const [one] = await fieldsOf(db(), 'account')
      assert.equal(one?.name, 'VAT regime')
      assert.equal(one.is_required, 1)
      assert.equal(one.currency, '', 'only an amount has a currency')
      assert.deepEqual(
        choicesOf(one).map((choice) => choice.name),
        ['Monthly', 'Quarterly'],
      )
      const page = await owner.get('/settings/fields')
      assert.match(page.html.querySelector('#fields-account')!.text, /VAT regime/)
      assert.doesNotMatch(page.html.querySelector('#fields-contact')!.text, /VAT regime/)
      assert.equal((await change(one.id, { name: 'VAT', choice_c1: 'Each month', new_choices: 'Exempt' })).status, 303)
      const changed = await field(one.id)
      assert.equal(changed.name, 'VAT')
      assert.deepEqual(
        choicesOf(changed).map((choice) => [choice.key, choice.name]),
        [
          ['c1', 'Each month'],
          ['c2', 'Quarterly'],
          ['c3', 'Exempt'],
        ],
      )
    })

    it('keep what was typed when something is wrong', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Existing' })
      for (const [what, form, place] of [
        ['no name', { name: '' }, 'name'],
        ['a name that another has', { name: 'EXISTING' }, 'name'],
        ['no such type', { type: 'file' }, 'type'],
        ['nothing to choose', { type: 'choice' }, 'new_choices'],
        ['the same choice twice', { type: 'choice', new_choices: 'Á\na' }, 'new_choices'],
        ['a long name', { name: 'x'.repeat(101) }, 'name'],
        ['control characters', { help: 'a\u0000b' }, 'help'],
        [
          'too many choices',
          { type: 'choice', new_choices: Array.from({ length: 101 }, (_, i) => i).join('\n') },
          'new_choices',
        ],
      ] as const) {
        const answer = await owner.post('/settings/fields', {
          subject: 'account',
          name: 'New',
          type: 'text',
          heading: 'Kept',
          ...form,
        })
        assert.equal(answer.status, 422, what)
        assert.ok(answer.html.querySelector(`#f-${place}-error`), what)
        assert.equal(answer.html.querySelector('[name=heading]')?.getAttribute('value'), 'Kept', what)
      }
      assert.equal((await fieldsOf(db(), 'account')).filter((one) => one.name === 'New').length, 0)
      const mail = await owner.post('/settings/fields', {
        subject: 'contact',
        name: 'Mail',
        type: 'e-mail',
        encrypted: 'on',
      })
      assert.equal(mail.status, 422)
      const same = await owner.post('/settings/fields', { subject: 'contact', name: 'Existing', type: 'text' })
      assert.equal(same.status, 303, 'fields of contacts have names of their own')
      assert.equal((await field(id)).name, 'Existing')
    })

    it('show both versions to whoever was slower', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Contested' })
      const stale = await formOf(id, { name: 'Mine', help: 'my help' })
      await change(id, { name: 'Theirs' })
      const late = await owner.post(`/settings/fields/${id}`, stale)
      assert.equal(late.status, 409)
      assert.deepEqual(
        late.html.querySelectorAll('[name=name]').map((radio) => radio.getAttribute('value')),
        ['Mine', 'Theirs'],
      )
      assert.equal((await field(id)).name, 'Theirs')
    })

    it('are put in order by numbers, and up and down one by one', async () => {
      const some = await makeWorld(engine)
      const browser = await some.as(some.people.owner)
      const ids: number[] = []
      for (const name of ['A', 'B', 'C']) ids.push(await makeField(some, 'contact', 'text', { name }))
      const order = async () => (await fieldsOf(some.app.db.read, 'contact')).map((one) => one.name).join('')
      const base = { subject: 'contact', field: ids }
      await browser.post('/settings/fields/order', { ...base, place: [3, 1, 2] })
      assert.equal(await order(), 'BCA')
      const shown = { subject: 'contact', field: [ids[1]!, ids[2]!, ids[0]!], place: [1, 2, 3] }
      const part = await browser.post('/settings/fields/order', { ...shown, up: ids[0]! }, { htmx: true })
      assert.equal(part.status, 200)
      assert.ok(part.html.querySelector('#fields-contact'))
      assert.equal(await order(), 'BAC')
      const plain = await browser.post('/settings/fields/order', {
        subject: 'contact',
        field: [ids[1]!, ids[0]!, ids[2]!],
        place: [1, 2, 3],
        down: ids[1]!,
      })
      assert.equal(plain.location, '/settings/fields')
      assert.equal(await order(), 'ABC')
      await browser.post('/settings/fields/order', { ...base, field: [99999, ids[2]!], place: ['x', '1'] })
      assert.equal(await order(), 'CAB')
    })

    it('change their type where every value is of the new one, and are refused with how many are not', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Turns' })
      await setValue(world, seen(), id, '12.5')
      await setValue(world, hidden(), id, 'a dozen')
      const refused = await change(id, { type: 'number' })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /1 value is in the way/)
      assert.equal((await field(id)).type, 'text')
      assert.equal(await value(id), '12.5')
      await setValue(world, hidden(), id, '12')
      for (const [type, stored] of [
        ['number', '12.5'],
        ['money', '1250'],
        ['number', '12.5'],
        ['long text', '12.5'],
        ['text', '12.5'],
      ] as const) {
        const before = (await field(id)).type
        assert.equal((await change(id, { type })).status, 303, `${before} to ${type}`)
        assert.equal(await value(id), stored, `${before} to ${type}`)
      }
      assert.equal((await change(id, { type: 'date' })).status, 422)
    })

    it('become every other type that their values allow', async () => {
      const tries: [FieldType, string, FieldType, string | null][] = [
        ['choice', 'c2', 'text', 'Two'],
        ['choice', 'c2', 'several choices', '|c2|'],
        ['several choices', '|c1|', 'choice', 'c1'],
        ['several choices', '|c1|c2|', 'choice', null],
        ['text', 'two', 'choice', 'c2'],
        ['text', 'three', 'choice', null],
        ['text', '2026-12-31', 'date', '2026-12-31'],
        ['text', '31/12/2026', 'date', null],
        ['text', 'Não', 'yes/no', 'no'],
        ['text', 'eva@firm.test', 'team member', String(world.people.eva)],
        ['team member', String(world.people.eva), 'text', 'Eva Employee'],
        ['text', 'example.com', 'URL', 'https://example.com'],
        ['text', '0012', 'number', null],
        ['text', '12.50', 'number', '12.5'],
        ['number', '1.234', 'money', null],
        ['date', '2026-12-31', 'number', null],
        ['long text', 'one\ntwo', 'text', null],
      ]
      for (const [from, stored, to, wanted] of tries) {
        const id = await makeField(world, 'account', from, { name: `${from} ${stored} to ${to}` })
        await setValue(world, seen(), id, stored)
        const answer = await change(id, { type: to })
        assert.equal(answer.status, wanted === null ? 422 : 303, `${from} ${stored} to ${to}`)
        assert.equal(await value(id), wanted ?? stored, `${from} ${stored} to ${to}`)
        await world.app.db.write((trx) => trx.deleteFrom('custom_field').where('id', '=', id).execute())
      }
    })

    it('keep their currency while there are amounts', async () => {
      const id = await makeField(world, 'account', 'money', { name: 'Fee' })
      assert.equal((await change(id, { currency: 'USD' })).status, 303)
      await setValue(world, seen(), id, '1250')
      const refused = await change(id, { currency: 'JPY' })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /1 value is in the way/)
      assert.equal((await field(id)).currency, 'USD')
    })

    it('say what happens when a choice that is in use is taken away, and keep it readable', async () => {
      const id = await makeField(world, 'account', 'choice', { name: 'Regime' })
      await setValue(world, seen(), id, 'c1')
      assert.equal((await change(id, { choice_c2: '' })).status, 303, 'one that nobody has goes at once')
      const asked = await change(id, { choice_c1: '', new_choices: 'Three' })
      assert.equal(asked.status, 422)
      assert.match(asked.text, /One: 1 time/)
      assert.equal(asked.html.querySelector('[name=new_choices]')?.text.trim(), 'Three')
      assert.equal((await change(id, { choice_c1: '', new_choices: 'Three', agreed: 'on' })).status, 303)
      assert.equal(await value(id), 'c1')
      const sheet = await fieldSheet(db(), 'account', world.accounts.seen)
      assert.equal(choicesOf(sheet.fields.find((one) => one.id === id)!).find((one) => one.key === 'c1')?.name, 'One')
      assert.equal((await change(id, { new_choices: 'ONE' })).status, 303)
      const back = choicesOf(await field(id)).filter((one) => !one.gone)
      assert.deepEqual(
        back.map((one) => one.key),
        ['c3', 'c1'],
        'a choice that comes back is the same one',
      )
    })

    it('are deleted after a question, with their values kept, and come back with them', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Passing' })
      await setValue(world, seen(), id, 'kept')
      assert.match((await owner.get(`/settings/fields/${id}/removal`)).text, /It has 1 value/)
      assert.equal((await owner.post(`/settings/fields/${id}/removal`)).status, 303)
      assert.equal(await value(id), 'kept')
      assert.ok(!(await fieldSheet(db(), 'account', world.accounts.seen)).fields.some((one) => one.id === id))
      assert.equal((await owner.get(`/settings/fields/${id}/edit`)).status, 404)
      assert.equal((await owner.get(`/accounts/${world.accounts.seen}/fields/${id}/history`)).status, 404)
      assert.match((await owner.get('/settings/fields')).html.querySelector('#deleted')!.text, /Passing/)
      const namesake = await makeField(world, 'account', 'text', { name: 'passing' })
      await owner.post(`/settings/fields/${id}/restoration`)
      assert.match(
        (await owner.get('/settings/fields')).html.querySelector('#flash')!.text,
        /Another field is named Passing/,
      )
      await owner.post(`/settings/fields/${namesake}/removal`)
      await owner.post(`/settings/fields/${id}/restoration`)
      assert.equal(
        (await fieldSheet(db(), 'account', world.accounts.seen)).fields.find((one) => one.id === id)?.name,
        'Passing',
      )
    })

    it('of type e-mail take their addresses along, and bring them back', async () => {
      const id = await makeField(world, 'contact', 'e-mail', { name: 'Second address' })
      await setValue(world, maria(), id, 'second@seen.test')
      const left: string[] = []
      const leaving = on(addressLeaving, async (_act, address) => void left.push(address.email))
      world.app.modules = [...world.app.modules, { name: 'test', hears: [leaving] }]
      const emails = async () => (await addressesOf(db(), world.contacts.maria)).map((address) => address.email)
      assert.match((await owner.get(`/settings/fields/${id}/removal`)).text, /portal access/)
      assert.equal((await change(id, { type: 'text' })).status, 422, 'access hangs on the address')
      await owner.post(`/settings/fields/${id}/removal`)
      assert.deepEqual(left, ['second@seen.test'])
      assert.deepEqual(await emails(), ['maria@seen.test'])
      await owner.post(`/settings/fields/${id}/restoration`)
      assert.deepEqual(await emails(), ['maria@seen.test', 'second@seen.test'])
    })

    it('of type e-mail are settled through the queue where they are many', async () => {
      const id = await makeField(world, 'contact', 'e-mail', { name: 'Of many' })
      await world.app.db.write(async (trx) => {
        for (let i = 0; i < 150; i++) {
          const contact = await trx
            .insertInto('contact')
            .values({
              first_name: `P${i}`,
              last_name: '',
              company: '',
              display_name: `P${i}`,
              sort_name: `p${i}`,
              language: null,
              birth_date: null,
              street: '',
              street_2: '',
              city: '',
              postcode: '',
              region: '',
              country: '',
              notes: '',
              created_at: world.app.now.toISOString(),
            })
            .returning('id')
            .executeTakeFirstOrThrow()
          await trx
            .insertInto('custom_value')
            .values({
              field_id: id,
              account_id: null,
              contact_id: contact.id,
              value: `p${i}@many.test`,
              updated_at: world.app.now.toISOString(),
            })
            .execute()
        }
      })
      const count = async () =>
        (await db().selectFrom('address').select('id').where('field_id', '=', id).execute()).length
      await owner.post(`/settings/fields/${id}/removal`)
      await owner.post(`/settings/fields/${id}/restoration`)
      await world.app.queue.drain(world.app)
      assert.equal(await count(), 150)
      await owner.post(`/settings/fields/${id}/removal`)
      await world.app.queue.drain(world.app)
      assert.equal(await count(), 0)
    })

    it('are sealed with all that was ever in them, and opened again', async () => {
      const id = await makeField(world, 'account', 'choice', { name: 'Turns secret' })
      await setValue(world, seen(), id, 'c1')
      await setValue(world, seen(), id, 'c2')
      const stored = async () => {
        const { value: now, value_key: key } = await db()
          .selectFrom('custom_value')
          .selectAll()
          .where('field_id', '=', id)
          .executeTakeFirstOrThrow()
        const changes = await db()
          .selectFrom('custom_change')
          .selectAll()
          .where('field_id', '=', id)
          .orderBy('id')
          .execute()
        const events = await db()
          .selectFrom('audit_event')
          .innerJoin('audit_undo', 'audit_undo.event_id', 'audit_event.id')
          .select(['changes', 'data'])
          .where(
            'audit_event.id',
            'in',
            changes.map((row) => row.event_id!),
          )
          .orderBy('audit_event.id')
          .execute()
        return { now, key, changes, events, text: JSON.stringify([now, changes, events]) }
      }
      const plain = await stored()
      assert.equal((await change(id, { encrypted: 'on' })).status, 303)
      const sealed = await stored()
      assert.ok(isSealed(sealed.now))
      assert.equal(sealed.key, '')
      assert.doesNotMatch(sealed.text, /"c1"|"c2"|One|Two/)
      assert.equal(world.app.vault.open(sealed.changes[1]!.old!, changeHome('old', seen(), id)), 'c1')
      await setValue(world, seen(), id, 'c1')
      assert.equal((await change(id, { encrypted: '' })).status, 303)
      const opened = await stored()
      assert.equal(opened.now, 'c1')
      assert.equal(opened.key, 'c1')
      assert.deepEqual(opened.events.slice(0, 2), plain.events)
      assert.deepEqual(JSON.parse(opened.events[2]!.changes!), { 'Turns secret': ['Two', 'One'] })
      assert.deepEqual(
        opened.changes.map((row) => [row.old, row.new]),
        [
          [null, 'c1'],
          ['c1', 'c2'],
          ['c2', 'c1'],
        ],
      )
    })

    it('are sealed through the queue where the values are many, readable meanwhile', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Many' })
      const many = 2050
      await world.app.db.write(async (trx) => {
        const accounts = await trx
          .insertInto('account')
          .values(
            Array.from({ length: many }, (_, i) => ({
              short_id: `MANY${i}`,
              name: `Many ${i}`,
              sort_name: `many ${i}`,
              type: 'other' as const,
              company_name: '',
              company_street: '',
              company_city: '',
              company_postcode: '',
              company_region: '',
              company_country: '',
              tax_country: '',
              tax_id: '',
              tax_key: '',
              created_at: world.app.now.toISOString(),
              archived_at: null,
            })),
          )
          .returning('id')
          .execute()
        await trx
          .insertInto('custom_value')
          .values(
            accounts.map((account, i) => ({
              field_id: id,
              account_id: account.id,
              contact_id: null,
              value: `value ${i}`,
              value_key: `value ${i}`,
              updated_at: world.app.now.toISOString(),
            })),
          )
          .execute()
      })
      const open = async () =>
        (
          await db()
            .selectFrom('custom_value')
            .select('id')
            .where('field_id', '=', id)
            .where('value', 'like', 'value%')
            .execute()
        ).length
      await change(id, { encrypted: 'on' })
      assert.equal(await open(), 50)
      await world.app.queue.drain(world.app)
      assert.equal(await open(), 0)
      await change(id, { encrypted: '' })
      await world.app.queue.drain(world.app)
      assert.equal(await open(), many)
    })

    it('are for those alone who may manage them: 403, unchanged, control absent', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Guarded' })
      const form = await formOf(id, { name: 'Hijacked' })
      for (const path of ['', '/order', `/${id}`, `/${id}/removal`, `/${id}/restoration`])
        assert.equal((await eva.post(`/settings/fields${path}`, form)).status, 403, path)
      assert.equal((await eva.get('/settings/fields')).status, 403)
      assert.equal((await field(id)).name, 'Guarded')
      assert.equal((await field(id)).deleted_at, null)
      assert.equal((await eva.get('/settings')).html.querySelector('a[href="/settings/fields"]'), null)
      await world.giveRights(world.people.eva, ['manage custom fields'])
      assert.ok((await eva.get('/settings')).html.querySelector('a[href="/settings/fields"]'))
      assert.equal((await eva.get('/settings/fields')).status, 200)
      await world.giveRights(world.people.eva, [])
    })
  })
