import type { Generated } from 'kysely'
import type { App } from '#src/platform/app.ts'
import type { Trx } from '#src/platform/db/database.ts'
import type { Module } from '#src/platform/module.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import type { AuditKind } from './kinds.ts'

declare module '#src/platform/vault.ts' {
  interface Homes {
    'audit_event.changes': [accountId: number | null, contactId: number | null, field: string, side: 'old' | 'now']
  }
}

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
      /** What one thing's own history lists its events by: 'document 12'. */
      subject_ref: string | null
    }
    audit_undo: {
      event_id: number
      /** JSON of an `Undo`. */
      data: string
      undone_at: string | null
      undone_by_event_id: number | null
    }
  }
}

/** Who does something, and from where. `staffId` is null for clients, for the system itself and for the command line. */
export interface Actor {
  staffId: number | null
  /** Of a client. */
  loginId?: number
  name: string
  address: string | null
  userAgent: string | null
  /** Throws where they may not do any more what the request asked for: minutes may have gone by, while files arrived. */
  stillMay?(trx: Trx): Promise<void>
}

export const systemActor: Actor = { staffId: null, name: 'Ficha', address: null, userAgent: null }
export const commandLineActor: Actor = { staffId: null, name: 'ficha command', address: null, userAgent: null }

const systems = new WeakSet<Actor>([systemActor, commandLineActor])

/** Ficha itself, which writes down in somebody's name what they are said to have done: for the demo firm and for tests. */
export function systemInNameOf(name: string, address: string | null = null): Actor {
  const by = { ...systemActor, name, address }
  systems.add(by)
  return by
}

/** Whether it is nobody's own doing. A client has no number among the staff either, and is somebody; a copy is nobody. */
export const isSystem = (by: Actor): boolean => systems.has(by)

/** One verb being performed: its transaction, its moment (UTC, ISO 8601) and its author. Every verb takes it first. */
export interface Act {
  trx: Trx
  at: string
  by: Actor
  /** For what is encrypted at rest. */
  vault: Vault
  /** Every noun, in order: those that hear of it. */
  modules: readonly Module[]
  /** While an event is being taken back, the numbers of the events that this writes: they are called “restored”, whatever verb writes them. */
  restored?: number[]
  /** Set for what a verb has others do, having asked itself for all of it: they ask nobody. */
  permitted?: true
}

/** The act of that author in a transaction that is open already. */
export const actIn = (app: App, trx: Trx, by: Actor, at = app.clock().toISOString()): Act => ({
  trx,
  at,
  by,
  vault: app.vault,
  modules: app.modules,
})

/** The same act for the verbs by which one does its own work, once it has asked whether that may be done: once, not for each row. */
export const permitted = (act: Act): Act => ({ ...act, permitted: true })

/** Performs one or more verbs in one transaction, for an author who still may, and wakes the queue for what they left on it. */
export async function perform<T>(app: App, by: Actor, verbs: (act: Act) => Promise<T>): Promise<T> {
  const result = await app.db.write(async (trx) => {
    await by.stillMay?.(trx)
    return verbs(actIn(app, trx, by))
  })
  app.queue.poke()
  return result
}

/** What changed: for each field its old and its new value; null where there was or is none. */
export type Changes = Record<string, readonly [old: string | null, now: string | null]>

/** Whose an event is: what is sealed in it is at home there, under its field. */
interface Whose {
  accountId?: number | null | undefined
  contactId?: number | null | undefined
}

export const auditHome = ({ accountId, contactId }: Whose, field: string, side: 'old' | 'now'): Home => [
  'audit_event.changes',
  accountId ?? null,
  contactId ?? null,
  field,
  side,
]

/** Two values that are sealed where they are kept, as an event tells of them: sealed for the event. */
export const resealedForAudit = (
  vault: Vault,
  whose: Whose,
  field: string,
  [old, now]: Changes[string],
  kept: Home,
): Changes[string] => [
  old && vault.move(old, kept, auditHome(whose, field, 'old')),
  now && vault.move(now, kept, auditHome(whose, field, 'now')),
]

/**
 * What taking an event back needs, in the shape that the noun which wrote it reads: `kind` says which. With `ownerId` that person
 * may take it back whatever their rights: it was theirs.
 */
export type Undo = { kind: string; ownerId?: number | null } & Record<string, unknown>

/**
 * Writes the audit event of a verb, in the verb's own transaction; gives its number. `subject` is the name that the thing had at the
 * time. With `undo` the activity page offers to take it back; what is written while that is done can't be taken back itself.
 */
export async function record(
  act: Act,
  event: {
    kind: AuditKind
    accountId?: number | undefined
    contactId?: number | undefined
    subject?: string
    changes?: Changes
    undo?: Undo
    /** The thing in whose own history it stands, as `document 12`. */
    subjectRef?: string
  },
): Promise<number> {
  const { changes, undo } = event
  const { id } = await act.trx
    .insertInto('audit_event')
    .values({
      at: act.at,
      kind: act.restored ? 'restored' : event.kind,
      staff_id: act.by.staffId,
      actor: act.by.name,
      address: act.by.address,
      user_agent: act.by.userAgent,
      account_id: event.accountId ?? null,
      contact_id: event.contactId ?? null,
      subject: event.subject ?? null,
      changes: changes && Object.keys(changes).length > 0 ? JSON.stringify(changes) : null,
      subject_ref: event.subjectRef ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  act.restored?.push(id)
  if (undo && !act.restored)
    await act.trx
      .insertInto('audit_undo')
      .values({ event_id: id, data: JSON.stringify(undo), undone_at: null, undone_by_event_id: null })
      .execute()
  return id
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
