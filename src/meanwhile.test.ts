import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import sharp from 'sharp'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import { permissionsOf } from '#src/app.tsx'
import { systemActor } from '#src/audit/audit.ts'
import { addClientTask } from '#src/chats/client-task.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { addVersion } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import type { Level } from '#src/documents/folders/rules.ts'
import { trashDocument, trashFolder } from '#src/documents/trash/trash.ts'
import { setPhoto } from '#src/photos/photo.ts'
import { closeAccess, openAccess } from '#src/portal/login.ts'
import { endClientSessionsOf } from '#src/portal/sessions.ts'
import { endSessionsOf } from '#src/staff/sessions.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { addClient } from '#src/testing/clients.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { makeSampleWorld, type SampleWorld } from '#src/testing/sample-world.ts'
import { type Given, sampleOf } from '#src/testing/sweep.ts'
import { makeTask } from '#src/testing/tasks.ts'
import { engines } from '#src/testing/world.ts'

/** What a request is about, made anew for each. */
interface Things {
  account: number
  folder: number
  other: number
  document: number
  version: number
  trashed: number
  trashedFolder: number
  thread: number
  archived: number
  message: number
  task: number
  answered: number
}

type Change = 'looks only' | 'no look' | 'off the team' | 'right gone' | 'deactivated' | 'signed out'
type ClientChange = 'login off' | 'archived' | 'signed out'

interface Case<C> {
  route: string
  changes: readonly C[]
  fields?: (things: Things) => Record<string, string | number>
  /** The field of the file that goes with it. */
  file?: string
  /** Which things its path names, where they are others than those of its route's words. */
  on?: (things: Things) => Partial<Things>
}

const statuses: Record<Change | ClientChange, number> = {
  'looks only': 403,
  'no look': 404,
  'off the team': 404,
  'right gone': 403,
  deactivated: 401,
  'signed out': 401,
  'login off': 404,
  archived: 404,
}

const everywhere = ['off the team', 'deactivated', 'signed out'] as const
const inFolder = ['looks only', 'no look', 'right gone', ...everywhere] as const
const ofAccount = ['right gone', ...everywhere] as const
const documents = '/accounts/:id/documents'
const folder = `${documents}/folders/:folderId`
const chats = '/accounts/:id/chats'
const staffCases: Case<Change>[] = [
  { route: documents, changes: inFolder, fields: (t) => ({ folder: t.folder }), file: 'files' },
  ...(['folder', 'other'] as const).map((to) => ({
    route: `${documents}/:documentId`,
    changes: inFolder,
    fields: (t: Things) => ({ name: 'Renamed.txt', folder: t[to], version: t.version }),
  })),
  { route: `${documents}/:documentId/sharing`, changes: inFolder, fields: () => ({ wanted: 'on' }) },
  { route: `${documents}/:documentId/removal`, changes: inFolder },
  { route: `${documents}/:documentId/versions`, changes: inFolder, file: 'file' },
  {
    route: `${documents}/:documentId/versions/:number/current`,
    changes: inFolder,
    fields: (t) => ({ version: t.version }),
  },
  {
    route: `${documents}/:documentId/restoration`,
    changes: inFolder,
    on: (t) => ({ document: t.trashed }),
  },
  { route: `${documents}/folders`, changes: inFolder, fields: (t) => ({ name: 'New', parent: t.folder }) },
  { route: folder, changes: inFolder, fields: (t) => ({ name: 'Renamed', parent: t.other, version: 1 }) },
  { route: `${folder}/removal`, changes: inFolder },
  { route: `${folder}/restoration`, changes: inFolder, on: (t) => ({ folder: t.trashedFolder }) },
  { route: `${folder}/rights`, changes: inFolder, fields: () => ({ level_4: 'view', was_4: '' }) },
  ...(['move', 'share', 'trash'] as const).map((act) => ({
    route: `${folder}/selection`,
    changes: inFolder,
    fields: (t: Things) => ({ act, document: t.document, to: t.other }),
  })),
  { route: '/accounts/:id/photo', changes: ofAccount, file: 'photo' },
  { route: '/accounts/:id/photo/removal', changes: ofAccount },
  { route: chats, changes: everywhere, fields: () => ({ subject: 'New', text: 'Hello' }), file: 'files' },
  ...['messages', 'internal-messages'].map((kind) => ({
    route: `${chats}/:threadId/${kind}`,
    changes: everywhere,
    fields: () => ({ text: 'Hello' }),
    file: 'files',
  })),
  { route: `${chats}/:threadId/messages/:messageId/removal`, changes: ofAccount },
  { route: `${chats}/:threadId/archival`, changes: everywhere, fields: () => ({ seen: 999999 }) },
  { route: `${chats}/:threadId/reactivation`, changes: everywhere, on: (t) => ({ thread: t.archived }) },
  { route: `${chats}/:threadId/tasks`, changes: everywhere, fields: () => ({ title: 'Sign' }) },
  { route: `${chats}/:threadId/tasks/:clientTaskId/done`, changes: everywhere, fields: () => ({ wanted: 'on' }) },
  { route: `${chats}/:threadId/tasks/:clientTaskId/removal`, changes: everywhere },
]
/** Files that nobody sees come to no account; what they say is asked later. */
const importCase: Case<Change> = {
  route: '/imports',
  changes: ['right gone', 'deactivated', 'signed out'],
  file: 'file',
}

const closed = ['login off', 'archived', 'signed out'] as const
const portalChats = '/portal/accounts/:id/chats'
const clientCases: Case<ClientChange>[] = [
  { route: '/portal/accounts/:id/documents', changes: closed, file: 'files' },
  { route: portalChats, changes: closed, fields: () => ({ subject: 'New', text: 'Hello' }), file: 'files' },
  { route: `${portalChats}/:threadId/messages`, changes: closed, fields: () => ({ text: 'Hello' }), file: 'files' },
  { route: `${portalChats}/:threadId/messages/:messageId/removal`, changes: closed },
  { route: '/portal/accounts/:id/tasks/:taskId/answer', changes: closed, fields: () => ({ comment: 'Done' }) },
  { route: `${portalChats}/:threadId/tasks/:clientTaskId/done`, changes: closed, fields: () => ({ wanted: 'on' }) },
]

/** The things by the place that each has in a route. */
const places = (t: Things): Given => ({
  '/accounts/:id': t.account,
  '/accounts/:id/documents/folders/:folderId': t.folder,
  '/accounts/:id/documents/:documentId': t.document,
  '/accounts/:id/chats/:threadId': t.thread,
  '/accounts/:id/chats/:threadId/messages/:messageId': t.message,
  '/accounts/:id/chats/:threadId/tasks/:clientTaskId': t.task,
  '/portal/accounts/:id': t.account,
  '/portal/accounts/:id/chats/:threadId': t.thread,
  '/portal/accounts/:id/chats/:threadId/messages/:messageId': t.message,
  '/portal/accounts/:id/chats/:threadId/tasks/:clientTaskId': t.task,
  '/portal/accounts/:id/tasks/:taskId': t.answered,
})

/** Whoever is signed out is led to the page where one signs in. */
const statusOf = ({ status, headers }: { status: number; headers: Headers }) =>
  /sign-in/.test(headers.get('location') ?? '') ? 401 : status

for (const engine of engines)
  describe(`what was allowed when a request came, and is not when its verb begins, on ${engine}`, () => {
    let world: SampleWorld
    let mila: Awaited<ReturnType<typeof addClient>>
    let picture: Buffer
    before(async () => {
      world = await makeSampleWorld(engine)
      mila = await addClient(world, 'Mila')
      await world.perform((act) => openAccess(act, world.accounts.seen, mila.loginId))
      picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#c33' } })
        .png()
        .toBuffer()
    })

    const contents = async () => {
      const db = world.app.db.read
      return JSON.stringify([
        await db.selectFrom('document').selectAll().orderBy('id').execute(),
        await db.selectFrom('document_version').selectAll().orderBy('document_id').orderBy('number').execute(),
        await db.selectFrom('folder').selectAll().orderBy('id').execute(),
        await db.selectFrom('message').selectAll().orderBy('id').execute(),
        await db.selectFrom('thread').selectAll().orderBy('id').execute(),
        await db.selectFrom('task').selectAll().orderBy('id').execute(),
        await db.selectFrom('client_task').selectAll().orderBy('id').execute(),
        await db.selectFrom('folder_right').selectAll().orderBy('folder_id').orderBy('staff_id').execute(),
        await db.selectFrom('account').select(['id', 'photo_large']).orderBy('id').execute(),
        await db.selectFrom('import').select('id').execute(),
      ])
    }

    let made = 0
    async function things(byClient: boolean): Promise<Things> {
      const { eva, nina, owner } = world.people
      const account = world.accounts.seen
      made++
      const staff = await world.staff(owner)
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ deactivated_at: null }).where('id', '=', eva).execute(),
      )
      await world.giveRights(eva, ['manage documents', 'manage accounts', 'manage contacts'])
      await world.perform(async (act) => {
        await setTeam(act, account, [eva, nina])
        await reactivateAccount(act, account)
        await openAccess(act, account, mila.loginId)
        await openAccess(act, mila.accountId, mila.loginId)
      })
      const make = (name: string) => world.perform((act) => createFolder(act, account, null, `${name} ${made}`))
      const [folder, other, trashedFolder] = [await make('Folder'), await make('Other'), await make('Thrown')]
      const document = await makeDocument(world, account, 'Paper.txt', `first ${made}`, { folderId: folder })
      const trashed = await makeDocument(world, account, 'Old.txt', `old ${made}`, { folderId: folder })
      const answered = await makeTask(world, account, { is_shared: 1, status: 'waiting for client' })
      const newer = {
        name: 'x',
        ...(await world.app.files.put(Readable.from([`second ${made}`]), 100)),
        type: 'text/plain',
      }
      return world.perform(async (act) => {
        await addVersion(act, account, document, newer)
        await trashDocument(act, account, trashed)
        await trashFolder(act, account, trashedFolder)
        await setPhoto(act, account, { small: 'a'.repeat(64), large: `${made}`.padStart(64, '0') })
        const begin = () => beginThread(act, account, 'VAT', { staff }, { text: 'Hello' })
        const [thread, archived] = [await begin(), await begin()]
        await act.trx.updateTable('thread').set({ archived_at: act.at }).where('id', '=', archived).execute()
        const mine = byClient ? { contactId: mila.contactId } : { staff, isInternal: false }
        const message = await writeMessage(act, account, thread, mine, { text: 'Mine' })
        const task = await addClientTask(act, account, thread, { title: 'Sign', due: '' })
        const numbers = { document, trashed, folder, other, trashedFolder, thread, archived, message, task, answered }
        return { account, version: 2, ...numbers }
      })
    }

    const setLevel = (things: Things, level: Level) =>
      world.perform(async (act) => {
        for (const id of [things.folder, things.other, things.trashedFolder]) {
          const row = await act.trx.selectFrom('folder').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
          const rights = new Map([[world.people.eva, level]])
          await setFolderRights({ ...act, by: systemActor }, { ...row, accountName: 'x' }, rights, new Map())
        }
      })
    const { eva, client } = {
      eva: (change: Change, t: Things): Promise<unknown> => {
        const id = world.people.eva
        switch (change) {
          case 'looks only':
            return setLevel(t, 'view')
          case 'no look':
            return setLevel(t, 'none')
          case 'off the team':
            return world.perform((act) => setTeam(act, t.account, []))
          case 'right gone':
            return world.giveRights(id, [])
          case 'deactivated':
            return world.app.db.write((trx) =>
              trx.updateTable('staff').set({ deactivated_at: 'now' }).where('id', '=', id).execute(),
            )
          case 'signed out':
            return world.app.db.write((trx) => endSessionsOf(trx, id))
        }
      },
      client: (change: ClientChange, t: Things): Promise<unknown> => {
        switch (change) {
          case 'login off':
            return world.perform((act) => closeAccess(act, t.account, mila.loginId))
          case 'archived':
            return world.perform((act) => archiveAccount(act, t.account))
          case 'signed out':
            return world.app.db.write((trx) => endClientSessionsOf(trx, mila.loginId))
        }
      },
    }

    const fileFor = (route: string) =>
      route.endsWith('/photo')
        ? { name: 'photo.png', bytes: picture }
        : { name: 'sent.csv', bytes: Buffer.from(`First name,Last name\nAna,Sent ${made}\n`) }

    /** The whole of a form, in two halves between which its file is cut. */
    function halves(browser: Browser, { route, fields, file }: Case<Change | ClientChange>, t: Things): Buffer[] {
      const { name, bytes } = fileFor(route)
      const said = Object.entries({ form_token: browser.formToken, ...fields?.(t) })
        .map(([field, value]) => `--cut\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
        .join('')
      const head = `--cut\r\nContent-Disposition: form-data; name="${file}"; filename="${name}"\r\n\r\n`
      const middle = Math.floor(bytes.length / 2)
      return [
        Buffer.concat([Buffer.from(said + head), bytes.subarray(0, middle)]),
        Buffer.concat([bytes.subarray(middle), Buffer.from('\r\n--cut--\r\n')]),
      ]
    }
    const multipart = { 'content-type': 'multipart/form-data; boundary=cut' }

    async function send(browser: Browser, one: Case<Change | ClientChange>, t: Things) {
      const path = await sampleOf(world, one.route, places({ ...t, ...one.on?.(t) }))
      if (!one.file) return browser.post(path, one.fields?.(t))
      const body = Buffer.concat(halves(browser, one, t)) as never
      return browser.upload(path, body, { headers: multipart })
    }

    /** Sends it with `change` made between the first half and the second. */
    async function sendSlowly(
      browser: Browser,
      one: Case<Change | ClientChange>,
      t: Things,
      change: () => Promise<unknown>,
    ) {
      const [first, second] = halves(browser, one, t)
      const arriving = Promise.withResolvers<void>()
      const { put } = world.app.files
      world.app.files.put = (source, most) => {
        world.app.files.put = put
        arriving.resolve()
        return put(source, most)
      }
      const body = new ReadableStream(
        {
          start: (controller) => controller.enqueue(first),
          async pull(controller) {
            // A photo is not stored before all of it is there.
            await Promise.race([arriving.promise, new Promise((resolve) => setTimeout(resolve, 100))])
            await change()
            controller.enqueue(second)
            controller.close()
          },
        },
        { highWaterMark: 0 },
      )
      const path = await sampleOf(world, one.route, places(t))
      const init = { method: 'POST', body, duplex: 'half' }
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = world.web.request(path, { ...init, headers: { ...multipart, cookie } } as RequestInit)
      return Promise.resolve(answer).finally(() => {
        world.app.files.put = put
      })
    }

    /** Has something happen when the next request has passed its gate, as its first transaction is about to begin. */
    function beforeItsVerb(change: () => Promise<unknown>): void {
      const { db } = world.app
      const { write } = db
      db.write = async (work) => {
        db.write = write
        await change()
        return write(work)
      }
    }

    const who = [
      { cases: staffCases, changing: eva as never, browser: () => world.as(world.people.eva), byClient: false },
      { cases: [importCase], changing: eva as never, browser: () => world.as(world.people.eva), byClient: false },
      { cases: clientCases, changing: client as never, browser: () => world.asClient(mila.loginId), byClient: true },
    ] as {
      cases: Case<Change | ClientChange>[]
      changing: (change: Change | ClientChange, t: Things) => Promise<unknown>
      browser: () => Promise<Browser>
      byClient: boolean
    }[]

    it('is asked of every write of documents, photos and chats, and of all that clients write', () => {
      const theirs = /^\/accounts\/:id\/(documents|photo|chats)|^\/portal\/accounts\/:id\//
      const writes = permissionsOf(world.web).filter(({ method, path }) => method === 'POST' && theirs.test(path))
      const known = new Set([...staffCases, ...clientCases].map((one) => one.route))
      // The top's selection is the folder's, with another folder.
      assert.deepEqual(
        writes.map(({ path }) => path).filter((path) => !known.has(path)),
        [`${documents}/selection`],
      )
    })

    for (const { cases, changing, browser, byClient } of who)
      for (const [i, one] of cases.entries()) {
        it(`is refused and changes nothing: ${one.route} (${i})`, async () => {
          const allowed = await things(byClient)
          const untouched = await contents()
          const answer = await send(await browser(), one, allowed)
          assert.ok(answer.status < 400, `${answer.status} while nothing was in the way`)
          assert.notEqual(await contents(), untouched)
          for (const change of one.changes) {
            const t = await things(byClient)
            const from = await browser()
            let left = ''
            beforeItsVerb(async () => {
              await changing(change, t)
              left = await contents()
            })
            const refused = statusOf(await send(from, one, t))
            assert.deepEqual([change, refused], [change, statuses[change]])
            assert.equal(await contents(), left, change)
          }
        })

        if (one.file)
          it(`is refused where it changes while a file arrives: ${one.route} (${i})`, async () => {
            for (const change of one.changes) {
              const t = await things(byClient)
              let left = ''
              const from = await browser()
              const answer = await sendSlowly(from, one, t, async () => {
                await changing(change, t)
                left = await contents()
              })
              assert.deepEqual([change, statusOf(answer)], [change, statuses[change]])
              assert.equal(await contents(), left, change)
            }
          })
      }
  })
