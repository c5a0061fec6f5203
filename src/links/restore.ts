import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { contactName } from '#src/contacts/name.ts'
import { CantRestore, type Restorer } from '#src/restorations/restoration.ts'
import {
  choosePrimaryContact,
  describeLink,
  findLink,
  type LinkRemains,
  linkedContacts,
  linkRestored,
  setPrimaryContact,
} from './link.ts'

/** What an unlinking leaves to be taken back with. */
export interface UnlinkUndo {
  contactId: number
  description: string
  signerPosition: number | null
  /** Absent where it was unlinked before anybody could be chosen. */
  wasPrimary?: boolean
  kept: LinkRemains
}

export const linkRestorers: Record<string, Restorer> = {
  unlink: { permission: 'edit contacts', restore: linkAgain },
  description: { permission: 'edit contacts', restore: describeAgain },
  'primary contact': { permission: 'edit contacts', restore: chooseAgain },
}

/** Brings a link back as it was, and with it what the nouns below had kept of it. */
async function linkAgain(act: Act, { accountId }: AuditEvent, undo: unknown): Promise<readonly string[]> {
  const { contactId, description, signerPosition, wasPrimary, kept } = undo as UnlinkUndo
  const account = await lockedAccount(act.trx, accountId!)
  const contact = await act.trx.selectFrom('contact').selectAll().where('id', '=', contactId).executeTakeFirst()
  if (!contact || contact.merged_into_id !== null || contact.erased_at !== null) throw new CantRestore('contact gone')
  const { numInsertedOrUpdatedRows } = await act.trx
    .insertInto('link')
    .values({
      account_id: account.id,
      contact_id: contactId,
      description,
      signer_position: signerPosition,
      created_at: act.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n) throw new CantRestore('linked again')
  const link = await findLink(act.trx, account.id, contactId)
  await record(act, {
    kind: 'contact linked',
    accountId: account.id,
    contactId,
    subject: account.name,
    changes: { contact: [null, contactName(link)], description: [null, description || null] },
  })
  if (wasPrimary && account.primary_contact_id === null) await setPrimaryContact(act.trx, account.id, contactId)
  const left: string[] = []
  await linkRestored.tell(act, { accountId: account.id, contactId }, kept, left)
  return [...new Set(left)]
}

/** Makes whoever was the primary contact the one again, unless somebody else was chosen since. */
async function chooseAgain(act: Act, { accountId }: AuditEvent, undo: unknown): Promise<readonly string[]> {
  const { was, now } = undo as { was: number | null; now: number | null }
  const account = await lockedAccount(act.trx, accountId!)
  if (account.primary_contact_id !== now) throw new CantRestore('changed since')
  const there = await linkedContacts(act.trx, account.id)
  if (was !== null && !there.some((contact) => contact.id === was)) throw new CantRestore('not linked')
  await choosePrimaryContact(act, account.id, (was ?? now)!, was !== null)
  return []
}

/** Gives a link the description of before, unless it has got another one since. */
async function describeAgain(act: Act, { accountId, contactId, changes }: AuditEvent): Promise<readonly string[]> {
  const link = (await linkedContacts(act.trx, accountId!)).find((contact) => contact.id === contactId)
  if (!link) throw new CantRestore('not linked')
  const [old, now] = changes.description ?? [null, null]
  if (link.description !== (now ?? '')) throw new CantRestore('changed since')
  await describeLink(act, accountId!, link.id, link.version, old ?? '')
  return []
}
