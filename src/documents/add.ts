import { sql } from 'kysely'
import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import { lockedFolder } from '#src/documents/folders/folder.ts'
import { mustEditIn } from '#src/documents/folders/level.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { mustReach } from '#src/portal/login.ts'
import { type Document, lockedDocument } from './document.ts'
import { freeName, isSameOrNumbered, named, shortened } from './name.ts'
import type { SameName } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'document added': true
    'document version added': true
  }
}

/** A file whose bytes are stored. */
export interface Stored {
  name: string
  hash: string
  size: number
  type: string
}

interface Place {
  accountId: number
  folderId: number | null
  /** Whether the client sees it. */
  isShared: boolean
  sameName: SameName
}

/** What became of a file that was sent. */
export interface Added {
  id: number
  name: string
  outcome: 'added' | 'added beside' | 'new version' | 'there already'
}

/**
 * Puts a stored file into a folder of an account, for somebody who may change what is in it, or for a client whose login opens the
 * account. One that is there already, with the same name and the same bytes, is left as it is: what broke off can be sent again as a
 * whole. `contactId` is whoever of the client brings it; theirs are always shared. Throws 404 and 403.
 */
export async function addDocument(act: Act, place: Place, file: Stored, contactId?: number): Promise<Added> {
  await lockedAccount(act.trx, place.accountId)
  if (place.folderId !== null) await lockedFolder(act.trx, place.accountId, place.folderId)
  if (contactId === undefined) await mustEditIn(act, place.accountId, place.folderId)
  else await mustReach(act, place.accountId)
  return putDocument(act, place, file, contactId)
}

/** The same for whoever has locked the place and knows that they may. */
export async function putDocument(act: Act, place: Place, file: Stored, contactId?: number): Promise<Added> {
  const { accountId, folderId, sameName } = place
  const name = shortened(file.name)
  const isShared = place.isShared || contactId !== undefined
  // One that the firm keeps to itself is none for whoever wants theirs shared: they would be told of a document that the client never sees.
  const twins = await inFolder(act.trx, accountId, folderId)
    .where('hash', '=', file.hash)
    .$if(isShared, (query) => query.where('is_shared', '=', 1))
    .execute()
  const twin = twins.find((one) => isSameOrNumbered(one.name, name))
  if (twin) return { id: twin.id, name: twin.name, outcome: 'there already' }
  const namesake =
    sameName === 'new version' ? await namesakeIn(act.trx, accountId, folderId, name, isShared) : undefined
  if (namesake) {
    await newerVersion(act, await lockedDocument(act.trx, accountId, namesake.id), file, contactId)
    return { id: namesake.id, name: namesake.name, outcome: 'new version' }
  }
  const free = await freeName(name, (wanted) => isNameTaken(act.trx, accountId, folderId, isShared, wanted))
  const content = contentOf(act, file, contactId)
  const { id } = await act.trx
    .insertInto('document')
    .values({
      ...content,
      ...named(free),
      account_id: accountId,
      folder_id: folderId,
      is_shared: isShared ? 1 : 0,
      seen_at: null,
      trashed_at: null,
      trashed_by: null,
      trashed_with: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await act.trx
    .insertInto('document_version')
    .values({ ...content, document_id: id, number: 1, name: free })
    .execute()
  const changes = { document: [null, free] as const, ...(isShared ? { shared: [null, 'yes'] as const } : {}) }
  await recordDocumentEvent(act, { id, account_id: accountId, name: free }, 'document added', changes, contactId)
  return { id, name: free, outcome: free === name ? 'added' : 'added beside' }
}

const contentOf = (act: Act, { hash, size, type }: Stored, contactId: number | undefined) => ({
  hash,
  size,
  type,
  from_client: contactId === undefined ? 0 : 1,
  added_at: act.at,
  added_by: act.by.staffId,
  added_by_contact: contactId ?? null,
  added_by_name: act.by.name,
})

/**
 * Makes a stored file the newest version of a document, under the document's name, for somebody who may change what is in its folder.
 * False where it has those bytes already: nothing changes then. Throws 404 and 403.
 */
export async function addVersion(act: Act, accountId: number, id: number, file: Stored): Promise<boolean> {
  const document = await lockedDocument(act.trx, accountId, id)
  await mustEditIn(act, accountId, document.folder_id)
  return newerVersion(act, document, file)
}

async function newerVersion(act: Act, document: Document, file: Stored, contactId?: number): Promise<boolean> {
  if (document.hash === file.hash) return false
  const numbers = await putVersion(act, document, file, contactId)
  await recordDocumentEvent(act, document, 'document version added', numbers, contactId)
  return true
}

/** The same for a document that is held and has other bytes, without telling of it; gives the change of its number. */
export async function putVersion(
  act: Act,
  document: Document,
  file: Stored,
  contactId?: number,
): Promise<{ number: [string, string] }> {
  const content = contentOf(act, file, contactId)
  const { newest } = await act.trx
    .selectFrom('document_version')
    .select((eb) => eb.fn.max('number').as('newest'))
    .where('document_id', '=', document.id)
    .executeTakeFirstOrThrow()
  const number = Number(newest) + 1
  await act.trx
    .insertInto('document_version')
    .values({ ...content, document_id: document.id, number, name: shortened(file.name) })
    .execute()
  await act.trx
    .updateTable('document')
    .set({ ...content, number, seen_at: null, version: document.version + 1 })
    .where('id', '=', document.id)
    .execute()
  return { number: [String(document.number), String(number)] }
}

/** Writes an event of a document, under its account and in the document's own history. */
export async function recordDocumentEvent(
  act: Act,
  document: Pick<Document, 'id' | 'account_id' | 'name'>,
  kind: Parameters<typeof record>[1]['kind'],
  changes: Changes = {},
  contactId?: number,
): Promise<number> {
  const account = await act.trx
    .selectFrom('account')
    .select('name')
    .where('id', '=', document.account_id)
    .executeTakeFirstOrThrow()
  return record(act, {
    kind,
    accountId: document.account_id,
    contactId,
    subject: account.name,
    changes: { document: [document.name, document.name], ...changes },
    subjectRef: `document ${document.id}`,
  })
}

const inFolder = (trx: Trx, accountId: number, folderId: number | null) =>
  trx
    .selectFrom('document')
    .select(['id', 'account_id', 'name', 'hash'])
    .where('account_id', '=', accountId)
    // As the index on names says it.
    .where(sql<boolean>`coalesce(folder_id, 0) = ${folderId ?? 0}`)
    .where('trashed_at', 'is', null)

/** The document of that name of which a file may become a version: one as visible as it is meant to be before any other. */
const namesakeIn = (trx: Trx, accountId: number, folderId: number | null, name: string, isShared: boolean) =>
  inFolder(trx, accountId, folderId)
    .where('name_key', '=', named(name).name_key)
    .orderBy('is_shared', isShared ? 'desc' : 'asc')
    .executeTakeFirst()

/**
 * Whether another document in that folder has the name. To one that is shared those alone matter that the client sees too: a number
 * in its name would tell them of what the firm keeps to itself.
 */
export async function isNameTaken(
  trx: Trx,
  accountId: number,
  folderId: number | null,
  isShared: boolean,
  name: string,
  except?: number,
): Promise<boolean> {
  const other = await inFolder(trx, accountId, folderId)
    .where('name_key', '=', named(name).name_key)
    .$if(isShared, (query) => query.where('is_shared', '=', 1))
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .executeTakeFirst()
  return other !== undefined
}
