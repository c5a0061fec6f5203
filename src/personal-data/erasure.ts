import { sql } from 'kysely'
import { type Act, commandLineActor, record, systemActor } from '#src/audit/audit.ts'
import { eraseFromChats } from '#src/chats/personal.ts'
import { addressesOf, addressLeaving } from '#src/contacts/address.ts'
import { blankContact, presentContact } from '#src/contacts/contact.ts'
import { mergedInto } from '#src/contacts/merged.ts'
import { hold } from '#src/merges/merge.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { fold } from '#src/platform/language/fold.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { settleLastLogin } from '#src/portal/last-login.ts'
import { dropFindable } from '#src/search/search.ts'
import { words } from '#views/personal-data/words.ts'
import { type Kept, keptUntil } from './retention.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact erased': true
  }
}

/** The data must still be kept, and why. */
export class MustBeKept extends Refusal {
  readonly kept: Kept
  constructor(kept: Kept) {
    super(409, 'changed meanwhile')
    this.kept = kept
  }
}

/** The tables whose rows are a person's and nobody else's; what hangs on those rows goes with them. */
const whatGoes = [
  'phone',
  'contact_tag',
  'custom_value',
  'custom_change',
  'portal_login',
  'outgoing_mail',
  'document_client_view',
]

/**
 * Erases a person, with all that were merged into them: the row stays for its accounts to have a contact, and says nothing any more.
 * What the audit trail told of them loses its values, and their own doings their name. Throws MustBeKept.
 */
export async function eraseContact(act: Act, contactId: number): Promise<void> {
  const { trx } = act
  const everyone = await mergedInto(trx as unknown as Db, contactId)
  const accounts = await hold(trx, everyone)
  await presentContact(trx, contactId)
  const kept = await keptUntil(trx, contactId, act.at)
  if (kept) throw new MustBeKept(kept)
  const neutral = await neutralName(trx)
  const emails = await emailsOf(trx, everyone)
  const others = await toldApartFrom(trx, everyone)
  for (const id of everyone) await eraseAddresses(act, id)
  for (const table of whatGoes)
    await sql`delete from ${sql.table(table)} where contact_id in (${sql.join(everyone)})`.execute(trx)
  await eraseFromChats(trx, everyone, neutral)
  await trx
    .deleteFrom('contact_distinct')
    .where((or) => or.or([or('contact_id', 'in', everyone), or('other_id', 'in', everyone)]))
    .execute()
  await trx
    .deleteFrom('contact_merge')
    .where((or) => or.or([or('winner_id', 'in', everyone), or('loser_id', 'in', everyone)]))
    .execute()
  await trx
    .updateTable('link')
    .set((eb) => ({ description: '', signer_position: null, version: eb('version', '+', 1) }))
    .where('contact_id', 'in', everyone)
    .execute()
  await settleLastLogin(
    trx,
    accounts.map((account) => account.id),
  )
  await trx
    .updateTable('contact')
    .set((eb) => ({
      ...blankContact,
      tax_id: '',
      iban: '',
      display_name: neutral,
      sort_name: fold(neutral),
      erased_at: act.at,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', everyone)
    .execute()
  await eraseFromDocuments(trx, everyone, neutral)
  for (const id of everyone) await dropFindable(trx, 'contact', id)
  // Last: what has heard of the addresses that go has written of them too.
  await eraseFromAudit(trx, everyone, others, emails, neutral)
  await record(act, { kind: 'contact erased', contactId, subject: neutral })
}

/** In the firm's language: it is kept, not shown to one reader. */
async function neutralName(trx: Trx): Promise<string> {
  const { language } = await trx.selectFrom('firm').select('language').where('id', '=', 1).executeTakeFirstOrThrow()
  return words[isLanguage(language) ? language : 'en'].erasedContact
}

async function emailsOf(trx: Trx, ids: readonly number[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('address')
    .select('email')
    .where('contact_id', 'in', ids)
    .union(trx.selectFrom('portal_login').select('email').where('contact_id', 'in', ids))
    .execute()
  return rows.map((row) => row.email)
}

async function toldApartFrom(trx: Trx, ids: readonly number[]): Promise<number[]> {
  const rows = await trx
    .selectFrom('contact_distinct')
    .select(['contact_id', 'other_id'])
    .where((or) => or.or([or('contact_id', 'in', ids), or('other_id', 'in', ids)]))
    .execute()
  return [...new Set(rows.flatMap((row) => [row.contact_id, row.other_id]))].filter((id) => !ids.includes(id))
}

async function eraseAddresses(act: Act, contactId: number): Promise<void> {
  for (const { id, email } of await addressesOf(act.trx, contactId)) {
    await addressLeaving.tell(act, { id, contactId, email })
    await act.trx.deleteFrom('address').where('id', '=', id).execute()
  }
}

/** What they brought stays the account's; it no longer says whose it was. */
async function eraseFromDocuments(trx: Trx, ids: readonly number[], neutral: string): Promise<void> {
  for (const table of ['document', 'document_version'] as const)
    await trx.updateTable(table).set({ added_by_name: neutral }).where('added_by_contact', 'in', ids).execute()
}

/** Takes out of the audit trail what it says of a person: it still tells that something happened, when, and by whom of the staff. */
async function eraseFromAudit(
  trx: Trx,
  ids: readonly number[],
  others: readonly number[],
  emails: readonly string[],
  neutral: string,
): Promise<void> {
  await trx
    .deleteFrom('audit_undo')
    .where('event_id', 'in', (eb) => eb.selectFrom('audit_event').select('id').where('contact_id', 'in', ids))
    .execute()
  await trx.updateTable('audit_event').set({ changes: null, subject: neutral }).where('contact_id', 'in', ids).execute()
  // What they did themselves, in the portal.
  await trx
    .updateTable('audit_event')
    .set({ actor: neutral, address: null, user_agent: null })
    .where('contact_id', 'in', ids)
    .where('staff_id', 'is', null)
    .where('actor', 'not in', [systemActor.name, commandLineActor.name])
    .execute()
  if (others.length > 0)
    await trx
      .updateTable('audit_event')
      .set({ changes: null })
      .where('contact_id', 'in', others)
      .where('kind', '=', 'contacts told apart')
      .execute()
  if (emails.length > 0)
    await trx.updateTable('audit_event').set({ subject: neutral }).where('subject', 'in', emails).execute()
}
