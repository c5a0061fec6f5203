import { cpSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { blankAccount } from '#src/accounts/account.ts'
import { commandLineActor, perform } from '#src/audit/audit.ts'
import { addClientTask } from '#src/chats/client-task.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { blankContact } from '#src/contacts/contact.ts'
import { makeDemoFirm } from '#src/demo/demo.ts'
import { addDocument } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { createJob } from '#src/jobs/create.ts'
import { openAccount } from '#src/links/link.ts'
import { writeNote } from '#src/notes/note.ts'
import type { App } from '#src/platform/app.ts'
import { rights } from '#src/staff/rights.ts'
import { findStaff } from '#src/staff/staff.ts'
import { addSubtask } from '#src/tasks/subtask.ts'
import { createTask } from '#src/tasks/task.ts'
import { addEntry } from '#src/time/entry.ts'
import { temporaryFolder } from '../bench/children.ts'
import type { RestartablePostgres } from './postgres.ts'
import { Site } from './site.ts'

/** Stands in every text of the hidden account, and nowhere else. */
export const hiddenMark = 'qzxhidden'

/** The demo firm, with an account that neither the employee nor the client may ever see anything of. */
async function makeFirm(app: App): Promise<void> {
  await makeDemoFirm(app, commandLineActor, 'the password of the drill')
  const employee = await idOf(app, 'employee@ficha.example')
  const seesAll = ['view all accounts', 'view all contacts']
  await app.db.write(async (trx) => {
    await trx.deleteFrom('staff_right').where('staff_id', '=', employee).execute()
    await trx
      .insertInto('staff_right')
      .values(rights.filter((name) => !seesAll.includes(name)).map((name) => ({ staff_id: employee, name })))
      .execute()
  })
  const text = `${hiddenMark} text`
  const bytes = Buffer.from(`${hiddenMark} content`)
  const stored = await app.files.put(Readable.from([bytes]), 1000)
  const owner = (await findStaff(app.db.read, await idOf(app, 'owner@ficha.example')))!
  const pipeline = await app.db.read.selectFrom('pipeline').select('id').executeTakeFirstOrThrow()
  await perform(app, { ...commandLineActor, staffId: owner.id, name: owner.name }, async (act) => {
    const fields = { ...blankContact, first_name: hiddenMark, last_name: 'Person' }
    const contact = { fields, emails: [`${hiddenMark}@example.com`], phones: [] }
    const account = await openAccount(act, {
      fields: { ...blankAccount, name: `${hiddenMark} account` },
      contacts: [{ contact, description: text }],
    })
    await writeNote(act, account.id, owner.id, text)
    const work = { title: text, details: text, status: 'planned', priority: 'normal', due: '', is_shared: 1 } as const
    await addSubtask(act, await createTask(act, account.id, { ...work, job_id: null }, [owner.id]), text)
    const folderId = await createFolder(act, account.id, null, text)
    const place = { accountId: account.id, folderId, isShared: true, sameName: 'keep both' } as const
    await addDocument(act, place, { ...stored, name: `${hiddenMark}.txt`, type: 'text/plain' })
    const thread = await beginThread(act, account.id, text, { staff: owner }, { text })
    await writeMessage(act, account.id, thread, { staff: owner, isInternal: true }, { text })
    await addClientTask(act, account.id, thread, { title: text, due: '' })
    await createJob(act, account.id, pipeline.id, { name: text, details: text, due: '' }, [owner.id])
    await addEntry(act, account.id, owner.id, {
      day: '2026-01-05',
      minutes: 90,
      work: text,
      service_id: null,
      billable: 1,
    })
  })
}

export const idOf = async (app: App, email: string) =>
  (await app.db.read.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id

let template: Promise<string> | undefined

/** A site with that firm in a folder of its own, on SQLite or in a new database of the PostgreSQL that is given. */
export async function newSite(
  environment: Record<string, string> = {},
  { postgres, dataDir = temporaryFolder('ficha-drill-') }: { postgres?: RestartablePostgres; dataDir?: string } = {},
): Promise<Site> {
  if (postgres) {
    const database = `drill_${Math.random().toString(36).slice(2)}`
    await postgres.run(`create database ${database}`)
    const site = new Site(dataDir, { ...environment, DATABASE_URL: postgres.url(database) })
    await site.inside(makeFirm)
    return site
  }
  template ??= (async () => {
    const site = new Site(temporaryFolder('ficha-drill-'))
    await site.inside(makeFirm)
    return site.dataDir
  })()
  cpSync(await template, dataDir, { recursive: true })
  const site = new Site(dataDir, environment)
  if (environment.FILES_URL) await moveFiles(site)
  return site
}

/** Into the bucket of the site, from the folder in which they were made. */
async function moveFiles(site: Site): Promise<void> {
  const inFolder = new Site(site.dataDir)
  await inFolder.inside((from) =>
    site.inside(async (to) => {
      for await (const { hash } of from.files.list()) await to.files.put(from.files.read(hash), 1e9)
    }),
  )
  rmSync(`${site.dataDir}/files`, { recursive: true, force: true })
}
