import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { HTMLElement } from 'node-html-parser'
import sharp from 'sharp'
import { createFolder } from '#src/documents/folders/folder.ts'
import { trashDocument, trashFolder } from '#src/documents/trash/trash.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { setSwitch } from './addresses/setting.ts'
import { makeWeb, permissionsOf } from './app.tsx'
import { systemInNameOf } from './audit/audit.ts'
import { writeMessage } from './chats/message.ts'
import { addressesOf } from './contacts/address.ts'
import { type FieldType, fieldTypes, type Subject } from './fields/rules.ts'
import { addToGroup, createGroup } from './groups/group.ts'
import { moveJob } from './jobs/move.ts'
import { editNote, pinNote, writeNote } from './notes/note.ts'
import { languages } from './platform/language/language.ts'
import { money } from './platform/money.ts'
import { issueResetToken } from './portal/tokens.ts'
import { newSetupToken } from './setup/setup-token.ts'
import { issueToken } from './staff/tokens.ts'
import { createTag } from './tags/tag.ts'
import { type Browser, strangerFor } from './testing/browser-like.ts'
import { preparedRun, startedRun } from './testing/bulk.ts'
import { makeChat } from './testing/chats.ts'
import { addClient, addGuest, inviteGuest } from './testing/clients.ts'
import { makeField, setValue } from './testing/custom-fields.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { deadItem } from './testing/queue.ts'
import { makeSubtask, makeTask } from './testing/tasks.ts'
import { emptyApp, makeWorld, type World } from './testing/world.ts'
import { addEntry } from './time/entry.ts'
import { createService, setRounding } from './time/service.ts'
import { startTimer } from './time/timer.ts'

// Every page, rendered for the owner and for a client in both languages, and what must hold of each.

interface Page {
  path: string
  html: HTMLElement
}

let pages: Page[]
let world: World
/** The paths of all that was asked for and there. */
const requested: string[] = []

async function pageAt(browser: Browser, path: string): Promise<Page> {
  const { status, html } = await browser.get(path)
  if (status < 400) requested.push(path.split('?')[0]!)
  return { path, html }
}

/** Files and fragments are asked for too, but are no pages. */
function keep(found: Page[], page: Page): void {
  if (page.html.querySelector('html')) found.push(page)
}

const aPicture = () =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: '#36c' } })
    .png()
    .toBuffer()

/** Pages that show nothing without being asked something. */
const queries: Record<string, string> = {
  '/search': '/search?q=seen',
  '/bulk/new': '/bulk/new?all=on',
  '/time': '/time?q=seen',
  '/jobs': '/jobs?pipeline=1',
}

const everything = {
  type: 'company',
  roles: { preparer: null },
  switches: { login: 'on', notify: 'on', sync: 'off' },
  invite: true,
} as const

/** A custom field of each type with something in it, the last one encrypted and changed once: gives that one's number. */
async function everyField(subject: Subject, id: number): Promise<number> {
  const stood: Partial<Record<FieldType, string>> = {
    number: '1234.5',
    money: '-1250',
    date: '2026-12-31',
    'yes/no': 'no',
  }
  const others: Partial<Record<FieldType, string>> = { choice: 'c1', 'several choices': '|c1|c2|', 'team member': '1' }
  for (const type of fieldTypes) {
    const field = await makeField(world, subject, type, {
      heading: type === 'text' ? 'Tax' : '',
      help: 'Help',
      is_required: 1,
    })
    await setValue(
      world,
      { subject, id },
      field,
      stood[type] ?? others[type] ?? `${type}@example.com`.replace(/\W(?=\w*@)/, ''),
    )
  }
  const secret = await makeField(world, subject, 'text', { name: `Secret of ${subject}`, is_encrypted: 1 })
  for (const value of ['one', 'two']) await setValue(world, { subject, id }, secret, value)
  return secret
}

/** A note that was edited, is pinned and mentions the owner; others beside it. */
async function aNote(account: number): Promise<number> {
  const adam = await world.staff(world.people.admin)
  const id = await world.perform(async (act) => {
    await writeNote(act, account, world.people.owner, `- a list\n${'long '.repeat(2000)}`)
    const note = await writeNote(act, account, adam.id, 'First')
    await editNote(act, adam, account, note, 1, '**Second** [link](https://example.com) @Olga Owner')
    await pinNote(act, adam, account, note, true)
    return note
  })
  return id
}

/** A table that the client brought into a folder, of which there are two versions; with the folder. */
async function aDocument(account: number): Promise<{ document: number; folder: number }> {
  const folder = await world.perform((act) => createFolder(act, account, null, 'IRS'))
  const options = { folderId: folder, contactId: world.contacts.maria }
  await makeDocument(world, account, 'Sales.csv', 'Month;Amount\nMay;1,5', options)
  const document = await makeDocument(world, account, 'Sales.csv', 'Month;Amount\nMay;2,5', options)
  await world.perform(async (act) => {
    await createFolder(act, account, folder, 'Inside')
    await trashFolder(act, account, await createFolder(act, account, null, 'Thrown away'))
  })
  const thrown = await makeDocument(world, account, 'Thrown.txt', 'thrown')
  await world.perform((act) => trashDocument(act, account, thrown))
  return { document, folder }
}

/** The number of an import that waits for its columns to be mapped. */
async function anImport(browser: Browser): Promise<number> {
  const form = new FormData()
  form.set('form_token', browser.formToken)
  form.set('file', new File(['Name;E-mail\nRui Page;rui@page.test\n'], 'clients.csv'))
  const { location } = await browser.upload('/imports', form)
  return Number(/\d+$/.exec(location ?? '')?.[0])
}

async function allPages(): Promise<Page[]> {
  const { seen, old } = world.accounts
  const browser = await world.as(world.people.owner)
  const group = await world.perform(async (act) => {
    const id = await createGroup(act, { name: 'Household', notes: 'Two accounts' })
    await addToGroup(act, id, [seen, old])
    return id
  })
  const [service, entry] = await world.perform(async (act) => {
    const id = await createService(act, { name: 'Books', rate: money(4550, 'EUR'), is_active: 1 })
    const { owner } = world.people
    const fields = { day: dayIn('Europe/Lisbon', world.app.now), minutes: 95, work: 'Books of May', billable: 1 }
    const made = await addEntry(act, seen, owner, { ...fields, service_id: id })
    await addEntry(act, old, owner, { ...fields, service_id: null, billable: 0 })
    await setRounding(act, 15)
    await startTimer(act, owner, seen)
    return [id, made] as const
  })
  const field = await everyField('account', seen)
  const contactField = await everyField('contact', world.contacts.joao)
  const note = await aNote(seen)
  const task = await makeTask(world, seen, { details: 'Two\nlines', due: '2020-01-31' }, [world.people.owner])
  const pipeline = await makePipeline(world)
  const { owner: me } = world.people
  const job = await makeJob(world, seen, pipeline.id, { details: 'Two\nlines', due: '2020-01-31' }, [me])
  await makeJob(world, old, pipeline.id)
  await world.perform((act) => moveJob(act, job, pipeline.stages[0]!.id, pipeline.stages[1]!.id))
  const { document, folder } = await aDocument(seen)
  const chat = await makeChat(world, seen)
  const subtask = await makeSubtask(world, task)
  await makeSubtask(world, task, 'Second step')
  const picture = await makeDocument(world, seen, 'Photo.png', await aPicture())
  const tag = await world.perform((act) => createTag(act, { name: 'VIP', colour: '#aa3300' }))
  const imported = await anImport(browser)
  const found: Page[] = []
  const [address] = await addressesOf(world.app.db.read, world.contacts.maria)
  if (!address) throw new Error('Maria has no address')
  for (const name of ['login', 'notify'] as const)
    await world.perform((act) => setSwitch(act, seen, address.id, name, true))
  // One run to be looked at, and one that is over and has something to report of every kind.
  const ready = await preparedRun(world, world.people.owner, everything)
  const over = await startedRun(world, world.people.owner, everything)
  await world.app.queue.drain(world.app)
  const running = await startedRun(world, world.people.owner, everything)
  const now = world.app.now.toISOString()
  const [invitation, reset] = await world.app.db.write(async (trx) => [
    await issueToken(trx, me, 'invitation', now),
    await issueToken(trx, me, 'reset', now),
  ])
  const failed = await startedRun(world, world.people.owner, everything)
  const dead = await deadItem(world, { kind: 'bulk run', payload: { id: failed } })
  await deadItem(world, { kind: 'of a module that is gone', payload: null })
  for (const language of languages) {
    await browser.post('/me/language', { language })
    for (const route of permissionsOf(world.web).filter((one) => one.method === 'GET')) {
      const account = route.path === '/accounts/:id/removal' ? old : seen
      let path = route.path
      if (path.startsWith('/accounts/:id'))
        path = path
          .replace(':id', String(path.includes('/time/') ? seen : account))
          .replace(':entryId', String(entry))
          .replace(':contactId', String(world.contacts.maria))
          .replace(':addressId', String(address.id))
          .replace(':fieldId', String(field))
          .replace(':noteId', String(note))
          .replace(':taskId', String(task))
          .replace(':jobId', String(job))
          .replace(':documentId', String(document))
          .replace(':folderId', String(folder))
          .replace(':threadId', String(chat.thread))
          .replace(':messageId', String(chat.message))
          .replace(':subtaskId', String(subtask))
      if (path.startsWith('/groups/:id')) path = path.replace(':id', String(group))
      if (path.startsWith('/contacts/:id'))
        path = path
          .replace(':id', String(world.contacts.joao))
          .replace(':otherId', String(world.contacts.maria))
          .replace(':fieldId', String(contactField))
      if (path.startsWith('/settings/fields/:id')) path = path.replace(':id', String(field))
      if (path.startsWith('/settings/pipelines/:id'))
        path = path.replace(':id', String(pipeline.id)).replace(':stageId', String(pipeline.stages[2]!.id))
      if (path.startsWith('/settings/services/:id')) path = path.replace(':id', String(service))
      if (path.startsWith('/settings/team/:id')) path = path.replace(':id', String(world.people.eva))
      if (path.startsWith('/bulk/:id')) path = path.replace(':id', String(ready))
      if (path.startsWith('/settings/queue/:id')) path = path.replace(':id', String(dead))
      if (path.startsWith('/settings/tags/:id')) path = path.replace(':id', String(tag))
      if (path.startsWith('/imports/:id')) path = path.replace(':id', String(imported))
      // Those of a client and of somebody who is not signed in come below.
      if (path.startsWith('/portal/') || path.includes(':token')) continue
      keep(found, await pageAt(browser, queries[path] ?? path))
    }
    keep(found, await pageAt(browser, `/accounts/${seen}/documents/${picture}/picture/small`))
    const stranger = world.stranger()
    for (const path of [
      '/sign-in',
      '/password-reset',
      `/invitation/${invitation}`,
      `/password-reset/${reset}`,
      '/nowhere',
    ])
      found.push(await pageAt(stranger, `${path}?language=${language}`))
  }
  for (const path of [`/bulk/${over}`, `/bulk/${running}`, `/bulk/${failed}`]) found.push(await pageAt(browser, path))
  found.push(await pageAt(strangerFor(makeWeb(await emptyApp('sqlite'))), `/setup?token=${newSetupToken()}`))
  return [...found, ...(await portalPages())]
}

/** What a client sees, inside and before. */
async function portalPages(): Promise<Page[]> {
  const { loginId, accountId, contactId } = await addClient(world, 'Every')
  const token = await inviteGuest(world, await addGuest(world, 'Page'))
  const task = await makeTask(world, accountId, { status: 'waiting for client', is_shared: 1, due: '2026-01-31' })
  await makeSubtask(world, task)
  const tasks = `/portal/accounts/${accountId}/tasks`
  const shared = [`/portal/accounts/${accountId}/documents`, tasks, `${tasks}?show=over`, `${tasks}/${task}`]
  const reset = await world.app.db.write((trx) => issueResetToken(trx, loginId, world.app.now.toISOString()))
  const { thread } = await makeChat(world, accountId)
  const chats = `/portal/accounts/${accountId}/chats`
  for (const [name, content] of Object.entries({ 'Letter.pdf': '%PDF-1.7', 'List.csv': 'a,b' }))
    await makeDocument(world, accountId, name, content, { isShared: true })
  const picture = `${shared[0]}/${await makeDocument(world, accountId, 'Photo.png', await aPicture(), { isShared: true })}`
  const message = await world.perform((act) =>
    writeMessage(
      { ...act, by: systemInNameOf('Every Client') },
      accountId,
      thread,
      { contactId },
      { text: 'My word.' },
    ),
  )
  const found: Page[] = []
  for (const language of languages) {
    const client = await world.asClient(loginId)
    await client.post('/portal/language', { language })
    const files = [`${picture}/content`, `${picture}/download`, `${picture}/picture`]
    const said = [`${chats}/${thread}/messages`, `${chats}/${thread}/messages/${message}/removal`]
    const talked = [chats, `${chats}/new`, `${chats}/${thread}`, ...said]
    for (const path of ['/portal', '/portal/nowhere', ...shared, ...files, ...talked])
      keep(found, await pageAt(client, path))
    for (const path of [
      '/portal/sign-in',
      '/portal/password-reset',
      `/portal/activation/${token}`,
      `/portal/activation/${'x'.repeat(43)}`,
      `/portal/password-reset/${reset}`,
    ])
      found.push(await pageAt(world.stranger(), `${path}?language=${language}`))
  }
  const owner = await world.as(world.people.owner)
  found.push({ path: 'logins', html: (await owner.get(`/accounts/${accountId}/logins`)).html })
  return found
}

describe('every page', () => {
  before(async () => {
    world = await makeWorld('sqlite')
    pages = await allPages()
  })

  const each = (name: string, check: (page: Page) => void) =>
    it(name, () => {
      assert.ok(pages.length > 50, `only ${pages.length} pages`)
      for (const page of pages) check(page)
    })

  it('is rendered: no route is left out', () => {
    const missed = permissionsOf(world.web)
      .filter(({ method }) => method === 'GET')
      .filter(({ path }) => !requested.some((one) => new RegExp(`^${path.replace(/:\w+/g, '[^/:]+')}$`).test(one)))
      .map(({ path }) => path)
    assert.deepEqual(missed, [])
  })

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

  it('can be read while nothing can be written', async () => {
    const browser = await world.as(world.people.owner)
    const { db } = world.app
    const { write } = db
    // Late enough for whatever is written down of somebody who only reads.
    world.app.now = new Date(world.app.now.getTime() + 3_600_000)
    db.write = () => Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
    try {
      for (const { path } of pages.filter((page) => page.path.startsWith('en /'))) {
        const { status } = await browser.get(path.slice(3))
        assert.ok(status < 500, `${path}: ${status}`)
      }
    } finally {
      db.write = write
    }
  })
})
