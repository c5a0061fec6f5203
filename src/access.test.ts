import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import sharp from 'sharp'
import { createFolder } from '#src/documents/folders/folder.ts'
import { trashDocument, trashFolder } from '#src/documents/trash/trash.ts'
import { changeAccount } from './accounts/account.ts'
import { permissionsOf } from './app.tsx'
import { record } from './audit/audit.ts'
import { events } from './audit/events.ts'
import { createContact } from './contacts/contact.ts'
import { historyOf } from './fields/history.ts'
import type { Owner } from './fields/value.ts'
import { addToGroup, createGroup } from './groups/group.ts'
import { linkedContacts } from './links/link.ts'
import { mergeContacts } from './merges/merge.ts'
import { noteHistory } from './notes/history.ts'
import { editNote, writeNote } from './notes/note.ts'
import { setPhoto, storePhoto } from './photos/photo.ts'
import { money } from './platform/money.ts'
import { can, type Permission, type Right, rights } from './staff/rights.ts'
import type { Browser } from './testing/browser-like.ts'
import { preparedRun } from './testing/bulk.ts'
import { makeChat } from './testing/chats.ts'
import { addClient } from './testing/clients.ts'
import { makeField, setValue } from './testing/custom-fields.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { deadItem } from './testing/queue.ts'
import { makeSubtask, makeTask } from './testing/tasks.ts'
import { contactNamed, engines, makeWorld, type World } from './testing/world.ts'
import { addEntry } from './time/entry.ts'
import { createService } from './time/service.ts'

// Every route, as asked for by everybody: an owner, an admin, an employee on the account's team with all rights and with none, an
// employee without access but with all rights that don't give it, a client of the firm, and nobody at all. The table goes to
// docs/access.md.

const document = join(import.meta.dirname, '../docs/access.md')

type Outcome = 'yes' | '403' | '404' | 'sign in'
const columns = [
  'owner',
  'admin',
  'employee with access, all rights',
  'employee with access, no rights',
  'employee without access, other rights',
  'client',
  'nobody',
] as const

const outcome = (status: number, location: string | null): Outcome => {
  if (status === 403) return '403'
  if (status === 404) return '404'
  if (status === 303 && /^(\/portal)?\/sign-in/.test(location ?? '')) return 'sign in'
  assert.ok(status < 500, `answered ${status}`)
  return 'yes'
}

for (const engine of engines)
  describe(`the access matrix on ${engine}`, () => {
    let world: World
    let table: string
    before(async () => {
      world = await makeWorld(engine)
      table = await matrix(world)
    })

    it('is the one that docs/access.md shows', () => {
      if (process.env.UPDATE) writeFileSync(document, table)
      assert.equal(
        readFileSync(document, 'utf8'),
        table,
        'run UPDATE=1 npm run test:unit src/access.test.ts, and read the difference',
      )
    })
  })

/** Asks for every route as everybody. Nothing is posted that could succeed in changing what the next one asks for: forms are empty. */
async function matrix(world: World): Promise<string> {
  const withAll = await world.addPerson({ email: 'all@firm.test', name: 'All Rights', role: 'employee', rights })
  const elsewhere = rights.filter(
    (right): right is Right => right !== 'view all accounts' && right !== 'view all contacts',
  )
  const without = await world.addPerson({
    email: 'out@firm.test',
    name: 'Out Sider',
    role: 'employee',
    rights: elsewhere,
  })
  const { owner, admin, eva } = world.people
  const { loginId } = await addClient(world, 'Matrix')
  const people = [owner, admin, withAll, eva, without, 'client', null] as const
  const lines = [
    '# Who may do what',
    '',
    'Made by `src/access.test.ts`, which asks for every route as each of these people and fails when this page is not what it sees.',
    '“yes” is any answer to somebody who may; 404 is what does not exist for them. The permission is the one on the route’s line.',
    '',
    `| Route | Permission | ${columns.join(' | ')} |`,
    `|---|---|${columns.map(() => '---|').join('')}`,
  ]
  for (const route of permissionsOf(world.web)) {
    const cells: Outcome[] = []
    for (const person of people) {
      const browser =
        typeof person === 'number'
          ? await world.as(person)
          : person === 'client'
            ? await world.asClient(loginId)
            : world.stranger()
      const path = await pathFor(world, route.path)
      const token = await tokenFor(browser, path)
      const answer = route.method === 'GET' ? await browser.get(path) : await browser.post(path, {}, { token })
      const seen = outcome(answer.status, route.permission === 'anyone' ? null : answer.location)
      cells.push(seen)
      if (route.permission !== 'anyone')
        checkAgainstPermission(typeof person === 'number' ? await world.staff(person) : person, route, seen)
    }
    lines.push(`| \`${route.method} ${route.path}\` | ${route.permission} | ${cells.join(' | ')} |`)
  }
  return `${lines.join('\n')}\n`
}

/** What proves a form of that path: whoever is signed in to the other realm alone is a visitor here. */
async function tokenFor(browser: Browser, path: string): Promise<string> {
  const page = await browser.get(path.startsWith('/portal') ? '/portal/sign-in' : '/sign-in')
  return page.html.querySelector('input[name=form_token]')?.getAttribute('value') ?? browser.formToken
}

/**
 * Who lacks the permission of a route’s own line never gets past it, whatever else stands in the way. Staff and clients are two
 * realms: each is a stranger on the other’s pages.
 */
function checkAgainstPermission(
  person: Parameters<typeof can>[0] | 'client',
  route: { method: string; path: string; permission: string },
  seen: Outcome,
) {
  const name = `${route.method} ${route.path}`
  const isStranger = person === null || (person === 'client') !== (route.permission === 'client')
  if (isStranger) assert.equal(seen, 'sign in', name)
  else if (person !== 'client' && !can(person, route.permission as Permission)) assert.equal(seen, '403', name)
}

/** A path with numbers of things that are there: fresh ones for what a request may end, so that each of the people finds the same. */
async function pathFor(world: World, pattern: string): Promise<string> {
  let path = pattern
  if (path.startsWith('/accounts/filters/')) return path.replace(':id', '99999')
  if (path.startsWith('/access-requests/')) {
    const { id } = await world.app.db.write((trx) =>
      trx
        .insertInto('access_request')
        .values({
          staff_id: world.people.nina,
          wanted: 'Seen Family',
          created_at: world.app.now.toISOString(),
          reason: '',
          answered_at: null,
          answered_by: null,
          account_id: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    return path.replace(':id', String(id))
  }
  if (path.startsWith('/portal/accounts/:id')) {
    const { id } = await world.app.db.read
      .selectFrom('account')
      .select('id')
      .where('name', '=', 'Matrix & Sons')
      .executeTakeFirstOrThrow()
    if (path.includes(':documentId')) path = await withDocument(world, path, id, true)
    if (path.includes(':threadId')) {
      const chat = await makeChat(world, id)
      path = path
        .replace(':threadId', String(chat.thread))
        .replace(':messageId', String(chat.message))
        .replace(':clientTaskId', String(chat.task))
    }
    if (path.includes(':taskId')) {
      const task = await makeTask(world, id, { status: 'waiting for client', is_shared: 1 })
      path = path.replace(':taskId', String(task))
    }
    return path.replace(':id', String(id))
  }
  if (path.startsWith('/accounts/:id')) {
    const team = [await idOf(world, 'all@firm.test'), world.people.eva]
    const account = await world.openAccount('Matrix', team)
    const { contact_id } = await world.app.db.read
      .selectFrom('link')
      .select('contact_id')
      .where('account_id', '=', account)
      .executeTakeFirstOrThrow()
    if (path.includes(':eventId')) {
      await world.perform((act) => changeAccount(act, account, 1, { name: 'Restorable' }))
      const [event] = (await events(world.app.db.read, { accountId: account }, 1)).events
      path = path.replace(':eventId', String(event!.id))
    }
    if (path.includes(':addressId'))
      path = path.replace(':addressId', String(await addressOf(world, account, contact_id)))
    if (path.includes(':jobId')) {
      const job = await makeJob(world, account, (await makePipeline(world)).id)
      path = path.replace(':jobId', String(job))
    }
    if (path.includes(':noteId')) path = await withNote(world, path, account)
    if (path.includes(':taskId')) {
      const task = await makeTask(world, account)
      path = path.replace(':taskId', String(task)).replace(':subtaskId', String(await makeSubtask(world, task)))
    }
    if (path.includes('/documents')) path = await withDocument(world, path, account)
    if (path.includes(':threadId')) {
      const chat = await makeChat(world, account)
      path = path
        .replace(':threadId', String(chat.thread))
        .replace(':messageId', String(chat.message))
        .replace(':clientTaskId', String(chat.task))
    }
    if (path.includes('/photo/:size')) await givePhoto(world, account)
    if (path.includes('/fields/')) path = await withField(world, path, { subject: 'account', id: account })
    // Somebody who may see all time and manage accounts may change what Eva has entered.
    if (path.includes(':entryId'))
      path = path.replace(':entryId', String(await timeOf(world, account, world.people.eva)))
    path = path.replace(':id', String(account)).replace(':size', 'small').replace(':contactId', String(contact_id))
  }
  if (path.includes(':mentionId')) {
    const account = await world.openAccount('Mentioned', [await idOf(world, 'all@firm.test'), world.people.eva])
    const note = await world.perform((act) => writeNote(act, account, world.people.owner, '@Adam Admin'))
    const mention = world.app.db.read.selectFrom('mention').select('id').where('note_id', '=', note)
    path = path.replace(':mentionId', String((await mention.executeTakeFirstOrThrow()).id))
  }
  if (path.startsWith('/groups/:id')) {
    const account = await world.openAccount('Grouped', [await idOf(world, 'all@firm.test'), world.people.eva])
    const group = await world.perform(async (act) => {
      const id = await createGroup(act, { name: crypto.randomUUID(), notes: '' })
      await addToGroup(act, id, [account])
      return id
    })
    path = path.replace(':id', String(group)).replace(':accountId', String(account))
  }
  if (path.startsWith('/contacts/:id') && path.includes(':eventId')) {
    const event = await world.perform((act) =>
      record(act, { kind: 'contact changed', contactId: world.contacts.maria, undo: { kind: 'contact' } }),
    )
    path = path.replace(':eventId', String(event))
  }
  if (path.includes(':mergeId')) {
    const account = await world.openAccount('Merged', [await idOf(world, 'all@firm.test'), world.people.eva])
    const merge = await world.perform(async (act) => {
      const [winner] = await linkedContacts(act.trx, account)
      const loser = await createContact(act, contactNamed('Soon', 'Gone'))
      return mergeContacts(act, {
        winner: { id: winner!.id, version: 1 },
        loser: { id: loser, version: 1 },
        choices: new Map(),
      })
    })
    path = path.replace(':mergeId', String(merge))
  }
  if (path.startsWith('/contacts/:id/fields/'))
    path = await withField(world, path, { subject: 'contact', id: world.contacts.maria })
  if (path.startsWith('/settings/fields/:id'))
    path = path.replace(':id', String(await makeField(world, 'account', 'text', { name: crypto.randomUUID() })))
  if (path.startsWith('/contacts/:id'))
    path = path.replace(':id', String(world.contacts.maria)).replace(':otherId', String(world.contacts.joao))
  if (path.startsWith('/bulk/:id')) {
    const run = await preparedRun(world, world.people.owner, { state: 'archive' }, [world.accounts.seen])
    path = path.replace(':id', String(run))
  }
  if (path.startsWith('/settings/queue/:id'))
    path = path.replace(':id', String(await deadItem(world, { kind: 'write names', payload: { after: 0 } })))
  if (path.startsWith('/settings/team/:id')) {
    const person = await world.addPerson({
      email: `${crypto.randomUUID()}@firm.test`,
      name: 'Someone',
      role: 'employee',
    })
    path = path.replace(':id', String(person)).replace(':right', 'manage-tags')
  }
  if (path.startsWith('/settings/tags/:id')) {
    const { id } = await world.app.db.write((trx) =>
      trx
        .insertInto('tag')
        .values({ name: 'x', name_key: crypto.randomUUID(), colour: 'slate', created_at: world.app.now.toISOString() })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    path = path.replace(':id', String(id))
  }
  if (path.startsWith('/settings/pipelines/:id')) {
    const { id, stages } = await makePipeline(world)
    path = path.replace(':id', String(id)).replace(':stageId', String(stages[0]!.id))
  }
  if (path.startsWith('/settings/services/:id')) {
    const service = await world.perform((act) =>
      createService(act, { name: crypto.randomUUID(), rate: money(4500, 'EUR'), is_active: 1 }),
    )
    path = path.replace(':id', String(service))
  }
  return path.replace(':id', '99999').replace(':token', 'x'.repeat(43))
}

/** A path with the numbers of a picture in a folder, of which there are two versions. */
async function withDocument(world: World, path: string, account: number, isShared = false): Promise<string> {
  const folderId = await world.perform((act) => createFolder(act, account, null, crypto.randomUUID()))
  for (const width of [1, 2]) {
    const picture = await sharp({ create: { width, height: 1, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const id = await makeDocument(world, account, 'Dot.png', picture, { folderId, isShared })
    if (width === 2) path = path.replace(':documentId', String(id))
  }
  path = path.replace(':folderId', String(folderId)).replace(':number', '1')
  // What is to be taken out of the trash must be in it.
  if (path.endsWith(`/folders/${folderId}/restoration`))
    await world.perform((act) => trashFolder(act, account, folderId))
  else if (path.endsWith('/restoration'))
    await world.perform((act) => trashDocument(act, account, Number(path.split('/').at(-2))))
  return path
}

/** An entry of that person's time on the account. */
const timeOf = (world: World, account: number, person: number) =>
  world.perform((act) =>
    addEntry(act, account, person, { day: '2026-01-05', minutes: 90, work: 'Matrix', service_id: null, billable: 1 }),
  )

/** An address of the contact that has LOGIN and NOTIFY on. */
async function addressOf(world: World, account: number, contact: number): Promise<number> {
  const email = `${crypto.randomUUID()}@matrix.test`
  return world.app.db.write(async (trx) => {
    const { id } = await trx
      .insertInto('address')
      .values({ contact_id: contact, is_primary: 1, email, email_key: email })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('address_setting')
      .values({ account_id: account, address_id: id, login: 1, notify: 1 })
      .execute()
    return id
  })
}

/** A path with the numbers of a custom field in which that owner has a value, and of its change. */
async function withField(world: World, path: string, owner: Owner): Promise<string> {
  const field = await makeField(world, owner.subject, 'text', { name: crypto.randomUUID() })
  await setValue(world, owner, field, 'value')
  const [change] = (await historyOf(world.app.db.read, owner, field, 1)).changes
  return path.replace(':fieldId', String(field)).replace(':changeId', String(change!.id))
}

/** A path with the numbers of a note that the owner wrote and edited, and of what it said before. */
async function withNote(world: World, path: string, account: number): Promise<string> {
  const owner = await world.staff(world.people.owner)
  const note = await world.perform(async (act) => {
    const id = await writeNote(act, account, owner.id, 'first')
    await editNote(act, owner, account, id, 1, 'second')
    return id
  })
  const [version] = (await noteHistory(world.app.db.read, note)).versions
  return path.replace(':noteId', String(note)).replace(':versionId', String(version!.id))
}

const idOf = async (world: World, email: string) =>
  (await world.app.db.read.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id

async function givePhoto(world: World, accountId: number): Promise<void> {
  const bytes = Buffer.from('a picture')
  const files = await storePhoto(world.app, { small: bytes, large: bytes })
  await world.perform((act) => setPhoto(act, accountId, files))
}
