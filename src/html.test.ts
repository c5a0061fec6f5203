import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Hono } from 'hono'
import { HtmlValidate } from 'html-validate'
import type { HTMLElement } from 'node-html-parser'
import { dayIn } from '#src/platform/language/calendar.ts'
import { money } from '#src/platform/money.ts'
import { build } from '../scripts/build.ts'
import { setSwitch } from './addresses/setting.ts'
import { makeWeb, permissionsOf } from './app.tsx'
import { addressesOf } from './contacts/address.ts'
import { createFolder } from './documents/folders/folder.ts'
import { trashDocument, trashFolder } from './documents/trash/trash.ts'
import { type FieldType, fieldTypes, type Subject } from './fields/rules.ts'
import { addToGroup, createGroup } from './groups/group.ts'
import { moveJob } from './jobs/move.ts'
import { writeNote } from './notes/note.ts'
import type { App } from './platform/app.ts'
import { languages } from './platform/language/language.ts'
import { withApp } from './second-factor/samples.ts'
import { load } from './setup/loading.ts'
import { setupTokenOf } from './setup/setup-token.ts'
import { findPerson } from './staff/person.ts'
import { type Browser, sameBrowser, strangerFor } from './testing/browser-like.ts'
import { preparedRun, startedRun } from './testing/bulk.ts'
import { makeField, setValue } from './testing/custom-fields.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { aPicture } from './testing/pictures.ts'
import { deadItem } from './testing/queue.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { creatingRoutes, type Given, oneOfEach, sampleOf } from './testing/sweep.ts'
import { makeSubtask, makeTask } from './testing/tasks.ts'
import { emptyApp, password } from './testing/world.ts'
import { addEntry } from './time/entry.ts'
import { createService, setRounding } from './time/service.ts'
import { startTimer } from './time/timer.ts'

// Every page, rendered in both languages for whom it is, and what must hold of each.

interface Page {
  path: string
  html: HTMLElement
  source: string
  /** Who was shown it. */
  browser: Browser
}

/** What answers otherwise than with 200 to whom it is for, by its route. */
const otherwise: Record<string, number> = {
  // Once there is a firm nobody sets one up; it is rendered without one below.
  '/setup': 404,
  '/setup/demo': 404,
  // The second step of signing in is for whoever is at it; it is rendered below.
  '/sign-in/code': 303,
  '/sign-in/second-factor': 303,
  // Where mentions were once: the address leads on.
  '/notes/mentions': 301,
}

/** Regions that htmx asks for: whoever comes without it is led to the page that they are part of. */
const regions = new Set([
  '/accounts/:id/photo',
  '/accounts/:id/links',
  '/accounts/:id/chats/newest',
  '/accounts/:id/documents/newest',
  '/accounts/:id/notes/newest',
  '/accounts/:id/tax-id',
  '/accounts/:id/chats/:threadId/messages',
  '/portal/accounts/:id/chats/:threadId/messages',
  '/accounts/:id/jobs/current',
  '/accounts/:id/tasks/newest',
  '/accounts/:id/tasks/:taskId/subtasks',
])

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

let world: SampleWorld
let pages: Page[]
/** What answered otherwise than it should. */
const wrong: string[] = []
/** The product as it is built, over a firm: its JSX is another runtime's. */
let builtOver: (app: App) => Hono
/** What it answers otherwise than the sources do. */
const builtOtherwise: string[] = []

/** Builds the product as its users have it, in a folder of its own. */
async function buildIt(): Promise<typeof builtOver> {
  const dist = mkdtempSync(join(tmpdir(), 'ficha-built-'))
  after(() => rmSync(dist, { recursive: true, force: true }))
  await build({ entry: 'src/testing/built.ts', dist })
  // Packages that are not bundled are looked for from where the file lies.
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(dist, 'node_modules'))
  const { makeWeb: makeBuiltWeb, modules } = await import(join(dist, 'ficha.js'))
  return (app) => makeBuiltWeb({ ...app, modules })
}

/**
 * As it can be compared: without what makes a form known when it is sent again, how often its reader has seen a document, and which build
 * the browser's files are of.
 */
const comparable = (html: string) =>
  html
    .replace(/(\/assets\/\w+-)\w+/g, '$1')
    .replace(/name="once" value="[^"]*"/g, '')
    .replace(/<\/time> · \d+ [^<]*<\/p>|<\/time><\/p>/g, '')

/** Pages that show nothing without being asked something. */
const queries: Record<string, string> = {
  '/search': '?q=seen',
  '/accounts': '?type=other',
  '/bulk/new': '?all=on',
  '/time': '?q=seen',
  '/jobs': '?pipeline=1',
  '/jobs/board': '?pipeline=1',
}

const everything = {
  type: 'company',
  roles: { preparer: null },
  switches: { login: 'on', notify: 'on', sync: 'off' },
  invite: true,
} as const

/** A custom field of each type with something in it. */
async function everyField(subject: Subject, id: number): Promise<void> {
  const stood: Partial<Record<FieldType, string>> = {
    number: '1234.5',
    money: '-1250',
    date: '2026-12-31',
    'yes/no': 'no',
    choice: 'c1',
    'several choices': '|c1|c2|',
    'team member': '1',
  }
  for (const type of fieldTypes) {
    const heading = type === 'text' ? 'Tax' : ''
    const field = await makeField(world, subject, type, { heading, help: 'Help', is_required: 1 })
    const value = stood[type] ?? `${type}@example.com`.replace(/\W(?=\w*@)/, '')
    await setValue(world, { subject, id }, field, value)
  }
}

/** A table that the client brought into a folder, of which there are two versions; and what was thrown away. */
async function someDocuments(account: number): Promise<number> {
  const folder = await world.perform((act) => createFolder(act, account, null, 'IRS'))
  const options = { folderId: folder, contactId: world.contacts.maria }
  await makeDocument(world, account, 'Sales.csv', 'Month;Amount\nMay;1,5', options)
  const document = await makeDocument(world, account, 'Sales.csv', 'Month;Amount\nMay;2,5', options)
  const thrown = await makeDocument(world, account, 'Thrown.txt', 'thrown')
  await world.perform(async (act) => {
    await createFolder(act, account, folder, 'Inside')
    await trashFolder(act, account, await createFolder(act, account, null, 'Thrown away'))
    await trashDocument(act, account, thrown)
  })
  return document
}

/** Something of everything on one account of the firm's and on one of the client's, and what else the lists show; gives what has a page of its own. */
async function fill(): Promise<{ given: Given; more: string[] }> {
  const { seen, old } = world.accounts
  const { owner, admin } = world.people
  const { maria, joao } = world.contacts
  const { id: pipeline, stages } = await makePipeline(world)
  await makeJob(world, old, pipeline)
  const job = await makeJob(world, seen, pipeline)
  await everyField('account', seen)
  await everyField('contact', joao)
  const table = await someDocuments(seen)
  const [address] = await addressesOf(world.app.db.read, maria)
  await world.perform(async (act) => {
    await moveJob(act, job, stages[0]!.id, stages[1]!.id)
    await addToGroup(act, await createGroup(act, { name: 'Household', notes: 'Two accounts' }), [seen, old])
    await writeNote(act, seen, owner, `- a list\n${'long '.repeat(2000)}`)
    await writeNote(act, seen, admin, '@Olga Owner')
    for (const name of ['login', 'notify'] as const) await setSwitch(act, seen, address!.id, name, true)
    const fields = { day: dayIn('Europe/Lisbon', act.at), minutes: 95, work: 'Books of May', billable: 1 }
    const service = await createService(act, { name: 'Books', rate: money(4550, 'EUR'), is_active: 1 })
    await addEntry(act, seen, owner, { ...fields, service_id: service })
    await addEntry(act, old, owner, { ...fields, service_id: null, billable: 0 })
    await setRounding(act, 15)
    await startTimer(act, owner, seen)
  })
  await makeDocument(world, seen, 'Photo.png', await aPicture())
  const { accountId, loginId } = world.client
  await world.asClient(loginId)
  await makeTask(world, accountId, { status: 'completed', is_shared: 1 })
  for (const [name, content] of Object.entries({ 'Letter.pdf': '%PDF-1.7', 'List.csv': 'a,b' }))
    await makeDocument(world, accountId, name, content, { isShared: true })
  // One run that is over and has something to report of every kind, one that goes on, and one that was given up.
  const over = await startedRun(world, owner, everything)
  await world.app.queue.drain(world.app)
  const [running, failed] = [await startedRun(world, owner, everything), await startedRun(world, owner, everything)]
  await deadItem(world, { kind: 'bulk run', payload: { id: failed } })
  await deadItem(world, { kind: 'of a module that is gone', payload: null })
  const given = await oneOfEach(world, {
    '/accounts/:id': seen,
    '/contacts/:id': joao,
    '/contacts/:id/merge/:otherId': maria,
    '/bulk/:id': await preparedRun(world, owner, everything),
  })
  await makeSubtask(world, Number(given['/accounts/:id/tasks/:taskId']), 'Second step')
  const cancelled = await sampleOf(world, '/imports/:id')
  await (await world.as(owner)).post(`${cancelled}/cancellation`, {})
  const invited = await sampleOf(world, '/settings/team/:id')
  await world.app.db.write((trx) =>
    trx
      .updateTable('staff')
      .set({ password_hash: null })
      .where('id', '=', Number(invited.split('/').at(-1)))
      .execute(),
  )
  const tables = ['', '/versions', '/history'].map((rest) => `/accounts/${seen}/documents/${table}${rest}`)
  const runs = [over, running, failed].map((id) => `/bulk/${id}`)
  return {
    given,
    more: [...tables, ...runs, cancelled, invited, `/accounts/${accountId}/logins`, `/accounts/${accountId}/info`],
  }
}

/** What is asked after the password, of somebody who has an app and of somebody who must have one. */
async function askSecondSteps(ask: (browser: Browser, path: string, status: number) => Promise<void>): Promise<void> {
  const { app, people } = world
  const demand = (second_factor: 'nobody' | 'everybody') =>
    app.db.write((trx) => trx.updateTable('firm').set({ second_factor }).execute())
  await withApp(world, people.eva)
  await demand('everybody')
  for (const language of languages)
    for (const [id, path] of [
      [people.eva, '/sign-in/code'],
      [people.nina, '/sign-in/second-factor'],
    ] as const) {
      const browser = world.stranger()
      await browser.get(`/sign-in?language=${language}`)
      const { email } = await findPerson(app.db.read, id)
      await browser.post('/sign-in', { email, password })
      await ask(browser, path, 200)
    }
  await demand('nobody')
}

async function allPages(): Promise<Page[]> {
  const { given, more } = await fill()
  const found: Page[] = []
  const owner = await world.as(world.people.owner)
  const client = await world.asClient(world.client.loginId)
  const built = builtOver(world.app)
  /** Keeps what comes, where it is a page: files and fragments are asked for too. */
  const ask = async (browser: Browser, path: string, status: number, options = {}, other: Hono | null = built) => {
    const flash = browser.cookies.get('flash')
    const answer = await browser.get(path, options)
    if (answer.status !== status) wrong.push(`${path}: ${answer.status}`)
    if (answer.html.querySelector('html')) found.push({ path, html: answer.html, source: answer.text, browser })
    if (!other || !answer.headers.get('content-type')?.startsWith('text/html')) return
    const same = sameBrowser(browser, other)
    if (flash) same.cookies.set('flash', flash)
    const { text } = await same.get(path, options)
    if (comparable(text) !== comparable(answer.text)) builtOtherwise.push(path)
  }
  for (const language of languages) {
    await owner.post('/me/language', { language })
    await client.post('/portal/language', { language })
    for (const { path: route, permission } of permissionsOf(world.web).filter(({ method }) => method === 'GET')) {
      // What is removed was archived before: an account of its own.
      const path = await sampleOf(world, route, route === '/accounts/:id/removal' ? {} : given)
      const browser = permission === 'anyone' ? world.stranger() : permission === 'client' ? client : owner
      const query = permission === 'anyone' ? `?language=${language}` : (queries[route] ?? '')
      await ask(browser, path + query, regions.has(route) ? 303 : (otherwise[route] ?? 200))
      if (regions.has(route)) await ask(browser, path, 200, { htmx: true })
    }
    for (const path of more) await ask(owner, path, 200)
    await ask(client, `/portal/accounts/${world.client.accountId}/tasks?show=over`, 200)
    await ask(client, '/portal/nowhere', 404)
    for (const path of ['/nowhere', `/portal/activation/${'x'.repeat(43)}`])
      await ask(world.stranger(), `${path}?language=${language}`, 404)
  }
  await askSecondSteps(ask)
  await ask(owner, '/nowhere', 404)
  await ask(await world.as(world.people.nina), '/accounts/999999', 404)
  const empty = await emptyApp('sqlite')
  const fresh = strangerFor(makeWeb(empty))
  const token = setupTokenOf(empty)
  await ask(fresh, '/sign-in', 200, {}, builtOver(empty))
  await ask(fresh, `/setup?token=${token}`, 200, {}, builtOver(empty))
  // How far it is knows the process that does it alone.
  await load(empty, () => new Promise(() => {}))
  await ask(fresh, `/setup/demo?token=${token}`, 200, {}, null)
  return found
}

describe('every page', () => {
  before(async () => {
    world = await makeSampleWorld('sqlite')
    builtOver = await buildIt()
    pages = await allPages()
  })

  const each = (name: string, check: (page: Page) => void) =>
    it(name, () => {
      assert.ok(pages.length > 50, `only ${pages.length} pages`)
      for (const page of pages) check(page)
    })

  it('is there for whom it is: no route is left out', () => assert.deepEqual(wrong, []))

  it('is the same to the letter as it is built', () => assert.deepEqual(builtOtherwise, []))

  each('has one h1, a title, a language and a main part', ({ path, html }) => {
    assert.equal(html.querySelectorAll('h1').length >= 1 || html.querySelectorAll('h2').length >= 1, true, path)
    assert.ok(html.querySelector('title')?.text, path)
    assert.ok(html.querySelector('html')?.getAttribute('lang'), path)
    assert.equal(html.querySelectorAll('main').length, 1, path)
  })

  each('has each id once', ({ path, html }) => {
    const ids = html.querySelectorAll('[id]').map((element) => element.id)
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
      path,
    )
  })

  each('swaps only into what is there', ({ path, html }) => {
    for (const element of html.querySelectorAll('[hx-target]')) {
      const target = element.getAttribute('hx-target')!
      if (target.startsWith('#')) assert.ok(html.querySelector(target), `${path}: ${target}`)
    }
  })

  each('works the same without htmx', ({ path, html }) => {
    for (const form of html.querySelectorAll('form[hx-post]')) {
      assert.equal(form.getAttribute('action'), form.getAttribute('hx-post'), path)
      assert.equal(form.getAttribute('method'), 'post', path)
    }
    for (const link of html.querySelectorAll('a[hx-get]'))
      assert.equal(link.getAttribute('href'), link.getAttribute('hx-get'), path)
    for (const element of html.querySelectorAll('[hx-get], [hx-post]')) {
      assert.ok(element.getAttribute('hx-target'), path)
      assert.ok(element.getAttribute('hx-swap'), path)
    }
  })

  each('has nothing that the policy of its scripts and styles forbids', ({ path, html }) => {
    assert.equal(html.querySelectorAll('script:not([src]), style, [style]').length, 0, path)
    for (const element of html.querySelectorAll('*'))
      for (const name of Object.keys(element.attributes)) assert.doesNotMatch(name, /^on|^hx-on/, `${path}: ${name}`)
  })

  each('has no form that writes without its token', ({ path, html }) => {
    // First of all, since an upload is proven before anything else of it is read.
    for (const form of html.querySelectorAll('form[method=post]'))
      assert.equal(form.querySelector('input, select, textarea, button')?.getAttribute('name'), 'form_token', path)
  })

  it('says of each form that adds something that sent twice it adds one, and of no other', async () => {
    const creating = creatingRoutes(world.web)
    const posts = permissionsOf(world.web).filter(({ method }) => method === 'POST')
    const shown = new Set<string>()
    for (const { path, html } of pages)
      for (const form of html.querySelectorAll('form[method=post]')) {
        const action = form.getAttribute('action')!
        const route = posts.find((one) => new RegExp(`^${one.path.replace(/:\w+/g, '[^/]+')}$`).test(action))!.path
        const says = form.querySelector('[name=once]') !== null
        assert.equal(says, creating.has(route), `${path}: ${route}`)
        if (says) shown.add(route)
      }
    assert.deepEqual(
      [...creating].filter((route) => !shown.has(route)),
      [],
    )
  })

  each('names every field', ({ path, html }) => {
    for (const field of html.querySelectorAll('input:not([type=hidden]), select, textarea')) {
      const id = field.id
      assert.ok(
        html.querySelector(`label[for="${id}"]`) ?? field.getAttribute('aria-label'),
        `${path}: ${field.getAttribute('name')}`,
      )
    }
  })

  each('leads only to pages that there are', ({ path, html }) => {
    const patterns = permissionsOf(world.web).map(({ method, path: pattern }) => ({
      method,
      expression: new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`),
    }))
    const known = (method: string, href: string) =>
      patterns.some((one) => one.method === method && one.expression.test(href.split(/[?#]/)[0]!))
    for (const link of html.querySelectorAll('a[href^="/"]'))
      assert.ok(known('GET', link.getAttribute('href')!), `${path}: ${link.getAttribute('href')}`)
    for (const form of html.querySelectorAll('form'))
      assert.ok(
        known((form.getAttribute('method') ?? 'get').toUpperCase(), form.getAttribute('action')!),
        `${path}: ${form.getAttribute('action')}`,
      )
  })

  it('is valid HTML, but for the attributes of htmx', async () => {
    const rules = new Set<string>()
    for (const { path, source } of pages) {
      const { results } = await validator.validateString(source)
      for (const { ruleId, message, line, column } of results.flatMap((result) => result.messages)) {
        const about = source.split('\n')[line - 1]?.slice(Math.max(0, column - 90), column + 90)
        rules.add(`${ruleId}: ${message} (${path}: ${about})`)
      }
    }
    assert.deepEqual([...rules], [])
  })

  it('can be read while nothing can be written', async () => {
    const { db } = world.app
    const { write } = db
    // Late enough for whatever is written down of somebody who only reads.
    world.app.now = new Date(world.app.now.getTime() + 3_600_000)
    let refused = 0
    db.write = () => {
      refused++
      return Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
    }
    try {
      for (const { path, browser } of pages) {
        const { status } = await browser.get(path)
        assert.ok(status < 500, `${path}: ${status}`)
      }
    } finally {
      db.write = write
    }
    assert.ok(refused > 0)
  })
})
