import type { Generated } from 'kysely'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import type { AuditKind } from './kinds.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    audit_event: {
      id: Generated<number>
      at: string
      kind: string
      staff_id: number | null
      actor: string
      address: string | null
      user_agent: string | null
      account_id: number | null
      contact_id: number | null
      subject: string | null
      changes: string | null
    }
  }
}

/** Who does something, and from where. `staffId` is null for the system itself and for the command line. */
export interface Actor {
  staffId: number | null
  name: string
  address: string | null
  userAgent: string | null
}

export const systemActor: Actor = { staffId: null, name: 'Ficha', address: null, userAgent: null }
export const commandLineActor: Actor = { staffId: null, name: 'ficha command', address: null, userAgent: null }

/** One verb being performed: its transaction, its moment (UTC, ISO 8601) and its author. Every verb takes it first. */
export interface Act {
  trx: Trx
  at: string
  by: Actor
}

/** Performs one or more verbs in one transaction and wakes the queue for what they left on it. */
export async function perform<T>(app: App, by: Actor, verbs: (act: Act) => Promise<T>): Promise<T> {
  const result = await app.db.write((trx) => verbs({ trx, at: app.clock().toISOString(), by }))
  app.queue.poke()
  return result
}

/** What changed: for each field its old and its new value; null where there was or is none. */
export type Changes = Record<string, readonly [old: string | null, now: string | null]>

/** Writes the audit event of a verb, in the verb's own transaction. `subject` is the name that the thing had at the time. */
export async function record(
  act: Act,
  event: { kind: AuditKind; accountId?: number; contactId?: number; subject?: string; changes?: Changes },
): Promise<void> {
  const { changes } = event
  await act.trx
    .insertInto('audit_event')
    .values({
      at: act.at,
      kind: event.kind,
      staff_id: act.by.staffId,
      actor: act.by.name,
      address: act.by.address,
      user_agent: act.by.userAgent,
      account_id: event.accountId ?? null,
      contact_id: event.contactId ?? null,
      subject: event.subject ?? null,
      changes: changes && Object.keys(changes).length > 0 ? JSON.stringify(changes) : null,
    })
    .execute()
}

/** The fields in which two versions of a row differ, as an event's changes. */
export function changesBetween<T extends object>(old: T, now: Partial<T>): Changes {
  const shown = (value: unknown) => (value === null || value === undefined || value === '' ? null : String(value))
  return Object.fromEntries(
    Object.entries(now)
      .map(([field, value]) => [field, [shown(old[field as keyof T]), shown(value)]] as const)
      .filter(([, [before, after]]) => before !== after),
  )
}
