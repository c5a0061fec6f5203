import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { HTMLElement } from 'node-html-parser'
import { inputName } from './fields/form.ts'
import { firmDates } from './firm/firm.ts'
import type { Answer, Browser, Fields } from './testing/browser-like.ts'
import { makeChat } from './testing/chats.ts'
import { makeField } from './testing/custom-fields.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { makeTask } from './testing/tasks.ts'
import { makeWorld, type World } from './testing/world.ts'
import { addEntry } from './time/entry.ts'

// Every field of a date, in every form: what a text browser sends is read as the firm writes dates, and what can't be read is kept.

/** A field of a date: the file that draws it, where its form stands, and what was stored by it. */
interface Place {
  view: string
  page: string
  name: string
  /** The form as htmx gets it. */
  htmx?: boolean
  /** What must be said besides. */
  more?: Fields
  stored: () => Promise<string | null | undefined>
}

/** The form in which a date's field stands. */
function formOf({ html }: Answer, name: string): HTMLElement {
  const input = html.querySelector(`input[type=date][name=${name}]`)
  assert.ok(input, `there is no date ${name}`)
  return input.closest('form')!
}

/** What a form would send as it was made. */
function filled(form: HTMLElement): Fields {
  const fields: Record<string, string[]> = {}
  for (const control of form.querySelectorAll('input[name], select[name], textarea[name]')) {
    const name = control.getAttribute('name')!
    const isTicked =
      control.hasAttribute('checked') || !['checkbox', 'radio'].includes(control.getAttribute('type') ?? '')
    const option = control.querySelector('option[selected]') ?? control.querySelector('option')
    const value = control.tagName === 'TEXTAREA' ? control.text.trim() : (option ?? control).getAttribute('value')
    if (isTicked && name !== 'form_token') fields[name] = [...(fields[name] ?? []), value ?? '']
  }
  return fields
}

describe('every field of a date', () => {
  let world: World
  let owner: Browser
  let places: Place[]
  let filters: { view: string; page: string; name: string }[]

  /** The date in a column of one row, or of the newest where none is named. */
  const stored =
    (table: string, column: string, id?: number): Place['stored'] =>
    async () => {
      const which = id === undefined ? sql`order by id desc limit 1` : sql`where id = ${id}`
      const query = sql<{ date: string | null }>`select ${sql.ref(column)} as date from ${sql.table(table)} ${which}`
      return (await query.execute(world.app.db.read)).rows[0]?.date
    }

  before(async () => {
    world = await makeWorld('sqlite')
    // All dates below are past then, as the day of a time entry must be.
    world.app.now = new Date('2027-06-15T12:00:00Z')
    owner = await world.as(world.people.owner)
    const { seen } = world.accounts
    const pipeline = await makePipeline(world)
    const job = await makeJob(world, seen, pipeline.id, { due: '2026-01-31' })
    const task = await makeTask(world, seen)
    const { thread } = await makeChat(world, seen)
    const fields = { day: '2026-05-04', minutes: 60, work: 'Books', service_id: null, billable: 1 }
    const entry = await world.perform((act) => addEntry(act, seen, world.people.owner, fields))
    const ofAccount = inputName({ id: await makeField(world, 'account', 'date', { is_required: 1 }) })
    const ofContact = inputName({ id: await makeField(world, 'contact', 'date') })
    const base = `/accounts/${seen}`
    const valueFor = (account: number) => async () => {
      const values = world.app.db.read.selectFrom('custom_value').select('value').where('account_id', '=', account)
      return (await values.executeTakeFirst())?.value
    }
    const newJob = { name: 'due', more: { name: 'Job', pipeline: pipeline.id }, stored: stored('job', 'due') }
    const newTask = { name: 'due', more: { title: 'Task' }, stored: stored('task', 'due') }
    const repeats = { view: 'jobs/recurrence.tsx', page: `${base}/jobs/${job}/recurrence` }
    const spent = { view: 'time/form.tsx', name: 'day' }
    const contact = { page: '/contacts/new', more: { first_name: 'Ana' } }
    const custom = { view: 'fields/inputs.tsx', stored: stored('custom_value', 'value') }
    places = [
      { ...repeats, name: 'first_due', more: { until: '' }, stored: stored('recurrence', 'first_due') },
      { ...repeats, name: 'until', more: { first_due: '2026-01-01' }, stored: stored('recurrence', 'until') },
      { view: 'jobs/fields.tsx', page: `${base}/jobs/${job}/edit`, name: 'due', stored: stored('job', 'due', job) },
      { view: 'jobs/fields.tsx', page: `${base}/jobs/new`, ...newJob },
      { view: 'jobs/overview.tsx', page: `${base}/jobs/new`, htmx: true, ...newJob },
      {
        view: 'tasks/fields.tsx',
        page: `${base}/tasks/${task}/edit`,
        name: 'due',
        stored: stored('task', 'due', task),
      },
      { view: 'tasks/fields.tsx', page: `${base}/tasks/new`, ...newTask },
      { view: 'tasks/overview.tsx', page: `${base}/tasks/new`, htmx: true, ...newTask },
      {
        view: 'chats/client-tasks.tsx',
        page: `${base}/chats/${thread}`,
        name: 'due',
        more: { title: 'Send it' },
        stored: stored('client_task', 'due'),
      },
      { ...spent, page: `${base}/time/${entry}/edit`, stored: stored('time_entry', 'day', entry) },
      {
        ...spent,
        page: `${base}/time/new`,
        more: { duration: '1:00', work: 'Books' },
        stored: stored('time_entry', 'day'),
      },
      { view: 'contacts/fields.tsx', ...contact, name: 'birth_date', stored: stored('contact', 'birth_date') },
      { ...contact, ...custom, name: ofContact },
      { ...custom, page: '/accounts/new', name: ofAccount, more: { first_name: 'Rui' } },
      { ...custom, page: `${base}/details/edit`, name: ofAccount, stored: valueFor(seen) },
    ]
    const ofFilter = ofAccount.replace('field', 'value')
    filters = [
      { view: 'time/list.tsx', page: `${base}/time?`, name: 'from' },
      { view: 'time/list.tsx', page: `${base}/time?`, name: 'to' },
      { view: 'account-list/filters.tsx', page: `/accounts?field=${ofAccount.replace('field_', '')}&`, name: ofFilter },
    ]
  })

  const firmIn = (country: string) =>
    world.app.db.write((trx) => trx.updateTable('firm').set({ country }).where('id', '=', 1).execute())

  const send = async ({ page, name, htmx = false, more = {} }: Place, typed: string) => {
    const form = formOf(await owner.get(page, { htmx }), name)
    const action = form.getAttribute('action') ?? page
    return owner.post(action, { ...filled(form), ...more, [name]: typed }, { htmx })
  }

  /** As browsers with and without a picker may send it, in a firm of that country; more ways in typed-date.test.ts. */
  const written: Record<string, readonly (readonly [typed: string, date: string])[]> = {
    PT: [
      ['31/12/2026', '2026-12-31'],
      ['2026-12-30', '2026-12-30'],
      ['5/1/27', '2027-01-05'],
    ],
    US: [['5/1/27', '2027-05-01']],
  }
  const refused = [
    ['31/02/2027', /not a date, like 31\/12\/2026/],
    ['1/1/1850', /1900 to 2200/],
    [`31/12/2026 ${'0'.repeat(400)}`, /too long/],
  ] as const

  it('is named here', () => {
    const views = join(import.meta.dirname, '..', 'views')
    const drawn = readdirSync(views, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => [...readFileSync(join(views, file), 'utf8').matchAll(/type="date"/g)].map(() => file))
    const named = new Map([...places, ...filters].map(({ view, name }) => [`${view} ${name.replace(/\d+/, '')}`, view]))
    assert.deepEqual([...named.values()].sort(), drawn.sort())
  })

  it('takes what people write, in the order of the firm', async () => {
    for (const [country, dates] of Object.entries(written)) {
      await firmIn(country)
      for (const place of places)
        for (const [typed, date] of dates) {
          const { status } = await send(place, typed)
          const what = `${place.page} ${place.name}, ${typed} in ${country}`
          assert.equal(status, place.htmx ? 200 : 303, what)
          assert.equal(await place.stored(), date, what)
        }
      for (const { page, name } of filters)
        for (const [typed, date] of dates) {
          const answer = await owner.get(`${page}${name}=${encodeURIComponent(typed)}`)
          const form = formOf(answer, name)
          assert.equal(form.querySelector(`[name=${name}]`)!.getAttribute('value'), date, `${page} ${name}, ${typed}`)
          assert.equal(form.querySelector('.field-error'), null)
        }
    }
    await firmIn('PT')
  })

  it('is shown in the order in which it is typed, in mails too', async () => {
    const { seen } = world.accounts
    const task = await makeTask(world, seen, { title: 'Shown in order', due: '2027-07-08' })
    const shown = async () => (await owner.get(`/accounts/${seen}/tasks/${task}`)).html.querySelector('#task')!.text
    const inMail = async () => (await firmDates(world.app.db.read)).date('2027-07-08')
    assert.match(await shown(), /08\/07\/2027/)
    assert.equal(await inMail(), '08/07/2027')
    await firmIn('US')
    assert.match(await shown(), /07\/08\/2027/)
    assert.equal(await inMail(), '07/08/2027')
    const page = await owner.get(`/contacts/${world.contacts.maria}/edit`)
    assert.match(page.text, /Month\/day\/year, like 12\/31\/1980/)
    await firmIn('PT')
  })

  it('refuses what is no date with the reason, and keeps what was typed', async () => {
    for (const place of places)
      for (const [typed, says] of refused) {
        const had = await place.stored()
        const answer = await send(place, typed)
        const what = `${place.page} ${place.name}, ${typed}`
        assert.equal(answer.status, 422, what)
        const input = formOf(answer, place.name).querySelector(`[name=${place.name}]`)!
        assert.equal(input.getAttribute('value'), typed, what)
        assert.match(input.parentNode!.querySelector('.field-error')!.text, says, what)
        assert.equal(await place.stored(), had, what)
      }
    for (const { page, name } of filters) {
      const answer = await owner.get(`${page}${name}=${encodeURIComponent('31/02/2027')}`)
      const input = formOf(answer, name).querySelector(`[name=${name}]`)!
      assert.deepEqual([answer.status, input.getAttribute('value')], [200, '31/02/2027'])
      assert.match(input.parentNode!.querySelector('.field-error')!.text, /not a date/)
    }
  })
})
