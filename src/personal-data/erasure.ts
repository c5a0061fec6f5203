import { type Act, commandLineActor, record, systemActor } from '#src/audit/audit.ts'
import { presentContact } from '#src/contacts/contact.ts'
import { mergedInto } from '#src/contacts/merged.ts'
import type { Erasure } from '#src/contacts/people.ts'
import { lockMergedContacts, refreshPeople } from '#src/merges/merge.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'
import { words } from '#views/personal-data/words.ts'
import { type Retention, retentionOf } from './retention.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact erased': true
  }
}

/** The data must still be kept, and why. */
export class RetentionApplies extends Refusal {
  readonly kept: Retention
  constructor(kept: Retention) {
    super(409, 'changed meanwhile')
    this.kept = kept
  }
}

/**
 * Erases a person, with all that were merged into them: the row stays for its accounts to have a contact, and says nothing any more.
 * What the audit trail told of them loses its values, and their own doings their name. Throws MustBeKept.
 */
export async function eraseContact(act: Act, contactId: number): Promise<void> {
  const { trx } = act
  const contactIds = await mergedInto(trx as unknown as Db, contactId)
  const accounts = await lockMergedContacts(trx, contactIds)
  await presentContact(trx, contactId)
  await must(act, 'admin')
  const kept = await retentionOf(act.modules, trx, contactId, act.at)
  if (kept) throw new RetentionApplies(kept)
  const neutral = await neutralName(trx)
  const erasure: Erasure = { act, contactIds, neutral, subjects: [], namedIn: [] }
  for (const { person } of act.modules) await person?.erases?.(erasure)
  await refreshPeople(
    act,
    accounts.map((account) => account.id),
  )
  // Last: what has heard of what goes has written of it too.
  await eraseFromAudit(erasure)
  await record(act, { kind: 'contact erased', contactId, subject: neutral })
}

/** In the firm's language: it is kept, not shown to one reader. */
async function neutralName(trx: Trx): Promise<string> {
  const { language } = await trx.selectFrom('firm').select('language').where('id', '=', 1).executeTakeFirstOrThrow()
  return words[isLanguage(language) ? language : 'en'].erasedContact
}

/** Takes out of the audit trail what it says of a person: it still tells that something happened, when, and by whom of the staff. */
async function eraseFromAudit({ act: { trx }, contactIds, neutral, subjects, namedIn }: Erasure): Promise<void> {
  await trx
    .deleteFrom('audit_undo')
    .where('event_id', 'in', (eb) => eb.selectFrom('audit_event').select('id').where('contact_id', 'in', contactIds))
    .execute()
  await trx
    .updateTable('audit_event')
    .set({ changes: null, subject: neutral })
    .where('contact_id', 'in', contactIds)
    .execute()
  // What they did themselves, in the portal.
  await trx
    .updateTable('audit_event')
    .set({ actor: neutral, address: null, user_agent: null })
    .where('contact_id', 'in', contactIds)
    .where('staff_id', 'is', null)
    .where('actor', 'not in', [systemActor.name, commandLineActor.name])
    .execute()
  for (const { kind, contactIds: others } of namedIn)
    await trx
      .updateTable('audit_event')
      .set({ changes: null })
      .where('contact_id', 'in', [0, ...others])
      .where('kind', '=', kind)
      .execute()
  if (subjects.length > 0)
    await trx.updateTable('audit_event').set({ subject: neutral }).where('subject', 'in', subjects).execute()
}
