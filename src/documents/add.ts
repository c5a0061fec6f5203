import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { type Document, lockedDocument } from './document.ts'
import { lockedFolder } from './folder.ts'
import { freeName, isNumbered, named, shortened } from './name.ts'

/** A file whose bytes are stored. */
export interface Stored {
  name: string
  hash: string
  size: number
  type: string
}

/** What becomes of a file whose name another one in its folder has already. */
export const sameNames = ['keep both', 'new version'] as const
export type SameName = (typeof sameNames)[number]

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
 * Puts a stored file into a folder of an account. One that is there already, with the same name and the same bytes, is left as it
 * is: what broke off can be sent again as a whole. `contactId` is whoever of the client brings it; theirs are always shared.
 */
export async function addDocument(act: Act, place: Place, file: Stored, contactId?: number): Promise<Added> {
  const { accountId, folderId, sameName } = place
  const account = await lockedAccount(act.trx, accountId)
  if (folderId !== null) await lockedFolder(act.trx, accountId, folderId)
  const name = shortened(file.name)
  const isShared = place.isShared || contactId !== undefined
  // One that the firm keeps to itself is none for whoever wants theirs shared: they would be told of a document that the client never sees.
  const twins = await inFolder(act.trx, accountId, folderId)
    .where('hash', '=', file.hash)
    .$if(isShared, (query) => query.where('is_shared', '=', 1))
    .execute()
  const twin = twins.find((one) => isNumbered(one.name, name))
  if (twin) return { id: twin.id, name: twin.name, outcome: 'there already' }
  const namesake = await inFolder(act.trx, accountId, folderId)
    .where('name_key', '=', named(name).name_key)
    .executeTakeFirst()
  if (namesake && sameName === 'new version') {
    await addVersion(act, accountId, namesake.id, file, contactId)
    return { id: namesake.id, name: namesake.name, outcome: 'new version' }
  }
  const free = await freeName(name, (wanted) => isNameTaken(act.trx, accountId, folderId, wanted))
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
  await record(act, {
    kind: 'document added',
    accountId,
    contactId,
    subject: account.name,
    changes: { document: [null, free], ...(isShared ? { shared: [null, 'yes'] } : {}) },
    thing: `document ${id}`,
  })
  return { id, name: free, outcome: namesake ? 'added beside' : 'added' }
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
 * Makes a stored file the newest version of a document, under the document's name. False where it has those bytes already: nothing
 * changes then.
 */
export async function addVersion(
  act: Act,
  accountId: number,
  id: number,
  file: Stored,
  contactId?: number,
): Promise<boolean> {
  const document = await lockedDocument(act.trx, accountId, id)
  if (document.hash === file.hash) return false
  const numbers = await putVersion(act, document, file, contactId)
  await tell(act, document, 'document version added', numbers, contactId)
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
export async function tell(
  act: Act,
  document: Pick<Document, 'id' | 'account_id' | 'name'>,
  kind: Parameters<typeof record>[1]['kind'],
  changes: Record<string, readonly [string | null, string | null]> = {},
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
    thing: `document ${document.id}`,
  })
}

const inFolder = (trx: Trx, accountId: number, folderId: number | null) =>
  trx
    .selectFrom('document')
    .select(['id', 'name', 'hash'])
    .where('account_id', '=', accountId)
    .where('folder_id', folderId === null ? 'is' : '=', folderId)
    .where('trashed_at', 'is', null)

/** Whether another document in that folder has the name. */
export async function isNameTaken(
  trx: Trx,
  accountId: number,
  folderId: number | null,
  name: string,
  except?: number,
): Promise<boolean> {
  const other = await inFolder(trx, accountId, folderId)
    .where('name_key', '=', named(name).name_key)
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .executeTakeFirst()
  return other !== undefined
}
