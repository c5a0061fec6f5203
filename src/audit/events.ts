import type { Selectable } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Changes } from './audit.ts'
import type { AuditKind } from './kinds.ts'

export interface AuditEvent {
  id: number
  at: string
  kind: AuditKind
  actor: string
  address: string | null
  accountId: number | null
  contactId: number | null
  subject: string | null
  changes: Changes
}

const toEvent = (row: Selectable<Tables['audit_event']>): AuditEvent => ({
  id: row.id,
  at: row.at,
  kind: row.kind as AuditKind,
  actor: row.actor,
  address: row.address,
  accountId: row.account_id,
  contactId: row.contact_id,
  subject: row.subject,
  changes: row.changes ? JSON.parse(row.changes) : {},
})

export interface EventFilter {
  accountId?: number
  contactId?: number
  staffId?: number
  kind?: AuditKind
  /** Only events older than this one. */
  before?: number
}

/** Events, the newest first; one more than `most` tells that there are others. */
export async function events(
  db: Db,
  filter: EventFilter,
  most: number,
): Promise<{ events: AuditEvent[]; more: boolean }> {
  const { accountId, contactId, staffId, kind, before } = filter
  const rows = await db
    .selectFrom('audit_event')
    .selectAll()
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId!))
    .$if(contactId !== undefined, (query) => query.where('contact_id', '=', contactId!))
    .$if(staffId !== undefined, (query) => query.where('staff_id', '=', staffId!))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute()
  return { events: rows.slice(0, most).map(toEvent), more: rows.length > most }
}
