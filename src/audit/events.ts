import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Asked } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Changes, Undo } from './audit.ts'
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
  /** What it left to take it back with, and by whom and when that was done. Null where it can't be taken back. */
  undo: { kind: string; ownerId: number | null; undoneAt: string | null; undoneBy: string } | null
}

/** Events as rows, with what they left to take them back with. */
const withUndo = (db: Db | Trx) =>
  db
    .selectFrom('audit_event')
    .leftJoin('audit_undo', 'audit_undo.event_id', 'audit_event.id')
    .leftJoin('audit_event as undoing', 'undoing.id', 'audit_undo.undone_by_event_id')
    .selectAll('audit_event')
    .select(['audit_undo.data as undo', 'audit_undo.undone_at', 'undoing.actor as undone_by'])

type Row = Awaited<ReturnType<ReturnType<typeof withUndo>['execute']>>[number]

const undoOf = (data: string) => {
  const { kind, ownerId = null } = JSON.parse(data) as Undo
  return { kind, ownerId }
}

const toEvent = (row: Row): AuditEvent => ({
  id: row.id,
  at: row.at,
  kind: row.kind as AuditKind,
  actor: row.actor,
  address: row.address,
  accountId: row.account_id,
  contactId: row.contact_id,
  subject: row.subject,
  changes: row.changes ? JSON.parse(row.changes) : {},
  undo: row.undo ? { ...undoOf(row.undo), undoneAt: row.undone_at, undoneBy: row.undone_by ?? '' } : null,
})

export interface EventFilter {
  accountId?: Asked<number> | null
  contactId?: number
  contactIds?: readonly Asked<number>[] | null
  staffId?: number
  kind?: AuditKind
  /** Of one thing: 'document 12'. */
  subjectRef?: string
  /** Only events older than this one. */
  before?: Asked<number> | null
  /** Only those of which each of these holds. */
  only?: readonly Narrowing[]
}

/** A condition on events. */
export type Narrowing = (eb: ExpressionBuilder<Tables, 'audit_event'>) => Expression<SqlBool>

/** The rows of events, the newest first, as a query. */
export function rowsOfEvents(db: Db, filter: EventFilter, most: Asked<number>) {
  const { accountId = null, contactId, contactIds = null, staffId, kind, subjectRef, before = null, only = [] } = filter
  return withUndo(db)
    .$if(accountId !== null, (query) => query.where('audit_event.account_id', '=', accountId!))
    .$if(contactId !== undefined, (query) => query.where('audit_event.contact_id', '=', contactId!))
    .$if(contactIds !== null, (query) => query.where('audit_event.contact_id', 'in', contactIds!))
    .$if(staffId !== undefined, (query) => query.where('audit_event.staff_id', '=', staffId!))
    .$if(kind !== undefined, (query) => query.where('audit_event.kind', '=', kind!))
    .$if(subjectRef !== undefined, (query) => query.where('audit_event.subject_ref', '=', subjectRef!))
    .$if(before !== null, (query) => query.where('audit_event.id', '<', before!))
    .$if(only.length > 0, (query) => query.where((eb) => eb.and(only.map((narrowing) => narrowing(eb)))))
    .orderBy('audit_event.id', 'desc')
    .limit(most)
}

/** What the rows tell; one more than `most` tells that there are others. */
export const toldBy = (rows: readonly Row[], most: number): { events: AuditEvent[]; more: boolean } => ({
  events: rows.slice(0, most).map(toEvent),
  more: rows.length > most,
})

/** Events, the newest first; `more` tells that there are others. */
export const events = async (db: Db, filter: EventFilter, most: number) =>
  toldBy(await rowsOfEvents(db, filter, most + 1).execute(), most)

/** One event, whatever it is of. */
export async function findEvent(db: Db | Trx, id: number): Promise<AuditEvent | undefined> {
  const row = await withUndo(db).where('audit_event.id', '=', id).executeTakeFirst()
  return row && toEvent(row)
}
