import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import type { HTMLElement } from 'node-html-parser'
import { permissionsOf } from './app.tsx'
import { inputName } from './fields/form.ts'
import { fieldTypes, subjects } from './fields/rules.ts'
import type { Engine } from './platform/db/database.ts'
import type { Answer, Browser } from './testing/browser-like.ts'
import { makeField } from './testing/custom-fields.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { type Given, oneOfEach, sampleOf } from './testing/sweep.ts'
import { engines } from './testing/world.ts'

// Each form of each page is sent back with signs in it that turn the direction of a text or can't be seen, beside Hebrew letters, which
// rightly go the other way. No sign may be stored, and no name may turn what stands around it.

/** U+202E turns what follows: the name shows as "fatura…fdp.exe" backwards, a PDF's. */
const everySign =
  '\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF'
const signsOfLines = '\u202A\u202E\u2060\u2066\u2069\uFEFF'
const sign = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/u
const hebrew = /[\u05D0-\u05EA]/

let world: SampleWorld
let given: Given
let owner: Browser
let client: Browser
/** The fields that hold one: nothing else does as their value. */
const webAddresses = new Set<string>()
const sentForms = new Set<string>()
const sentFields = new Set<string>()

/** Some of those that must have been among the fields. */
const expectedFields =
  'name first_name last_name company email_1 phone_1 street city notes subject text title details work stages tasks new_choices new_tag group_name q'.split(
    ' ',
  )

/** Forms that take away what the others need, or end the session. */
const endings =
  /removal|archival|sign-out|lock|session|ownership|erasure|deactivation|password|trash|merge|merging|language|unlink|cancellation|invitation/

function valueFor(field: HTMLElement, n: number): string | null {
  const type = field.getAttribute('type') ?? 'text'
  const stood = field.getAttribute('value') ?? ''
  const called = field.getAttribute('name') ?? ''
  if (field.rawTagName === 'select') {
    const options = field.querySelectorAll('option')
    const said = (option: HTMLElement) => option.getAttribute('value') ?? option.text
    const chosen = options.find((option) => option.hasAttribute('selected')) ?? options.find(said)
    return chosen ? said(chosen) : ''
  }
  if (field.rawTagName === 'textarea') {
    sentFields.add(called)
    return `${field.text.trim() || 'lines'}\nשורה${signsOfLines}\n${n}`
  }
  if (type === 'checkbox' || type === 'radio') return field.hasAttribute('checked') ? stood || 'on' : null
  if (['hidden', 'password', 'submit', 'file', 'number', 'color'].includes(type)) return type === 'file' ? null : stood
  sentFields.add(called)
  if (type === 'email' || /email/.test(called)) return `sign${n}${everySign}@signs.test${everySign}`
  if (webAddresses.has(called)) return `https://signs.test/${everySign}${n}`
  if (field.getAttribute('inputmode') === 'decimal') return `${everySign}1${n}`
  if (type === 'date' || /birth_date|due|day|from|^to$/.test(called)) return `2026-01-05${everySign}`
  if (called === 'duration') return `1:30${everySign}`
  if (/^(place|phone|rate|rounding|years|retention|until|tax_id|iban|crop)/.test(called))
    return stood + (/phone/.test(called) ? `+351 912 ${everySign} 3${n}` : everySign)
  return `${everySign}${stood.slice(0, 20) || 'שם'}${everySign} א${n}`
}

async function send(browser: Browser, form: HTMLElement, n: number): Promise<Answer | null> {
  const action = form.getAttribute('action') ?? ''
  const fields: Record<string, string[]> = {}
  for (const field of form.querySelectorAll('input, select, textarea')) {
    const name = field.getAttribute('name')
    const value = name ? valueFor(field, n) : null
    if (name && value !== null && name !== 'form_token') fields[name] = [...(fields[name] ?? []), value]
  }
  const button = form.querySelector('button[name]')
  if (button) fields[button.getAttribute('name')!] ??= [button.getAttribute('value') ?? '']
  const { form_token: _, ...said } = fields
  if (form.getAttribute('enctype') !== 'multipart/form-data') return browser.post(action, said)
  const body = new FormData()
  body.set('form_token', browser.formToken)
  for (const [name, values] of Object.entries(said)) for (const value of values) body.append(name, value)
  const file = form.querySelector('input[type=file]')?.getAttribute('name')
  if (file) body.append(file, new File([`a,b\n${n},2`], `fatura${everySign}${n}fdp.csv${everySign}`))
  return browser.upload(action, body)
}

/** The pages that lead on, each as it is when its turn has come, with whom it is for. */
async function* allPages(): AsyncGenerator<{ path: string; html: HTMLElement; browser: Browser }> {
  for (const { path } of permissionsOf(world.web).filter(({ method }) => method === 'GET')) {
    if (/sign-out|password|activation|\/file|download|zip|csv|export/.test(path)) continue
    const browser = path.startsWith('/portal') ? client : owner
    const query = path === '/bulk/new' ? '?all=on' : ''
    const { status, html } = await browser.get((await sampleOf(world, path, given)) + query)
    if (status === 200 && html.querySelector('html')) yield { path, html, browser }
  }
}

async function sendForms(): Promise<void> {
  let n = 0
  for await (const { html, browser } of allPages())
    for (const form of html.querySelectorAll('form[method=post]')) {
      const action = form.getAttribute('action')!
      if (endings.test(action)) continue
      const key = `${action} ${form.querySelectorAll('[name]').map((field) => field.getAttribute('name'))}`
      if (sentForms.has(key)) continue
      const answer = await send(browser, form, ++n)
      assert.ok(answer!.status < 500, `${action}: ${answer!.status}`)
      if (answer!.status < 400) sentForms.add(key)
    }
}

const tables: Record<Engine, RawBuilder<{ name: string }>> = {
  sqlite: sql`select name from sqlite_master where type = 'table' and name not like '%trigram%'`,
  postgres: sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
}

/** Every text that the database holds, by its table and column. */
async function storedTexts(engine: Engine): Promise<{ place: string; text: string }[]> {
  const db = world.app.db.read
  const found = []
  for (const { name } of (await tables[engine].execute(db)).rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (typeof value === 'string') found.push({ place: `${name}.${column}`, text: value })
  }
  return found
}

for (const engine of engines)
  describe(`signs that turn a text or can’t be seen on ${engine}`, () => {
    before(async () => {
      for (const set of [sentForms, sentFields, webAddresses]) set.clear()
      world = await makeSampleWorld(engine)
      owner = await world.as(world.people.owner)
      client = await world.asClient(world.client.loginId)
      for (const subject of subjects)
        for (const type of fieldTypes) {
          const id = await makeField(world, subject, type)
          if (type === 'URL') webAddresses.add(inputName({ id }))
        }
      given = await oneOfEach(world)
    })

    it('are not stored by any form of the firm, nor of a client', async () => {
      await sendForms()
      assert.ok(sentForms.size > 110, `${sentForms.size} forms were taken`)
      for (const field of expectedFields) assert.ok(sentFields.has(field), field)
      const texts = await storedTexts(engine)
      assert.ok(texts.filter(({ text }) => hebrew.test(text)).length > 50)
      const signed = texts
        .filter(({ text }) => sign.test(text))
        .map(({ place, text }) => `${place} ${JSON.stringify(text)}`)
      assert.deepEqual(signed, [])
    })

    it('are not needed: a name turns nothing that stands around it', async () => {
      const turned = new Set<string>()
      for await (const { path, html } of allPages())
        for (const found of turnedIn(html.querySelector('body')!)) turned.add(`${path}: ${found}`)
      assert.deepEqual([...turned], [])
    })
  })

// What these hold is shut off: blocks and <bdi> by every browser, the others by our style sheet.
const shutOff = new Set(
  'a button label option strong em del ins code td th li h1 h2 h3 h4 p dt dd legend summary div bdi textarea caption'.split(
    ' ',
  ),
)

/** Elements in which a name stands bare beside other text. */
function turnedIn(body: HTMLElement): string[] {
  const found: string[] = []
  for (const element of body.querySelectorAll('*'))
    for (const node of element.childNodes) {
      const text = node.nodeType === 3 ? node.text.replace(/\u2068[^\u2069]*\u2069/g, '') : ''
      if (!hebrew.test(text) || element.rawTagName === 'bdi' || element.getAttribute('dir') === 'auto') continue
      const isShutOff =
        shutOff.has(element.rawTagName) || element.classList.contains('tag') || element.classList.contains('badge')
      const isAlone = element.text.trim() === node.text.trim()
      if (!isShutOff || !isAlone) found.push(`<${element.rawTagName}> ${element.text.trim().slice(0, 60)}`)
    }
  return found
}
