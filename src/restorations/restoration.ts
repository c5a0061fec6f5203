import { type Act, type Changes, permitted, type Undo } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import type { App } from '#src/platform/app.ts'
import { notAllowed, notFound, Refusal } from '#src/platform/web/errors.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'

/** How one kind of change is taken back. */
export interface Restorer {
  /** What it takes, beside seeing what the event is about; whose it was needs no more than that. */
  permission: Permission
  /**
   * Puts back what the event changed, by the noun's own verbs, and gives the names of what it had to leave as it is now. Throws
   * CantRestore with the reason where nothing of it can be put back.
   */
  restore(act: Act, event: AuditEvent, undo: Undo): Promise<readonly string[]>
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** How the noun's changes are taken back, by the kind of what they left in the audit trail for it. */
    restores?: Record<string, Restorer>
  }
}

/** Why a change can't be taken back. The words for each stand in views/audit/words.ts. */
export type RestoreProblem =
  | 'restored already'
  | 'changed since'
  | 'contact gone'
  | 'linked again'
  | 'not linked'
  | 'note gone'
  | 'time entry gone'
  | 'not yours to open'

export class CantRestore extends Refusal {
  readonly why: RestoreProblem
  constructor(why: RestoreProblem) {
    super(409, 'changed meanwhile')
    this.why = why
  }
}

type Restorers = Readonly<Record<string, Restorer>>

/** How every kind of change is taken back, as the modules bring it. */
export const restorersOf = (app: App): Restorers =>
  Object.assign({}, ...app.modules.map((module) => module.restores ?? {}))

declare module '#src/staff/rights.ts' {
  interface Questions {
    'take that change back': true
  }
}

/** What was one's own, one may bring back; anything else takes the right to it. */
const mayRestore = ({ permission }: Restorer, staff: Staff, { ownerId }: Pick<Undo, 'ownerId'>): boolean =>
  ownerId === staff.id || can(staff, permission)

/** Which of these events the person may take back. */
export function restorable(restorers: Restorers, staff: Staff, events: readonly AuditEvent[]): ReadonlySet<number> {
  const may = ({ undo }: AuditEvent) => {
    const restorer = undo && !undo.undoneAt ? restorers[undo.kind] : undefined
    return restorer !== undefined && mayRestore(restorer, staff, undo!)
  }
  return new Set(events.filter(may).map((event) => event.id))
}

/** Throws 403 where whoever acts may not take that back, by what holds as the transaction runs. The system may. */
async function mustRestore(act: Act, restorer: Restorer, undo: Undo): Promise<void> {
  const staff = await must(act, 'signed in')
  if (staff && !mayRestore(restorer, staff, undo)) throw notAllowed()
}

/**
 * Takes an event back: each field where it still is what the event made of it. Gives the names of what was left. The event must be
 * of something that the person may see: `takeBack` of the activity asks that. Throws 404 where it can't be taken back at all, 403 where
 * whoever acts may not, CantRestore where it was already or is too late.
 */
export async function restoreEvent(act: Act, restorers: Restorers, event: AuditEvent): Promise<readonly string[]> {
  const undo = await takeUndo(act, event.id)
  const restorer = restorers[undo.kind]
  if (!restorer) throw notFound()
  await mustRestore(act, restorer, undo)
  const written: number[] = []
  const left = await restorer.restore({ ...permitted(act), restored: written }, event, undo)
  const [first] = written
  if (first === undefined) throw new CantRestore('changed since')
  await act.trx.updateTable('audit_undo').set({ undone_by_event_id: first }).where('event_id', '=', event.id).execute()
  return left
}

/** What the event left to take it back with, marked as used: of two at once the second waits here and finds it so. */
async function takeUndo(act: Act, eventId: number): Promise<Undo> {
  const taken = await act.trx
    .updateTable('audit_undo')
    .set({ undone_at: act.at })
    .where('event_id', '=', eventId)
    .where('undone_at', 'is', null)
    .returning('data')
    .executeTakeFirst()
  if (taken) return JSON.parse(taken.data) as Undo
  const known = await act.trx
    .selectFrom('audit_undo')
    .select('event_id')
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  throw known ? new CantRestore('restored already') : notFound()
}

/**
 * Of a row's own fields that an event changed: the old values of those which are still as it made them, and the names of the
 * others. `blank` names the row's own fields, with what stands in one that is empty.
 */
export function oldValues<Fields extends object>(
  changes: Changes,
  row: Fields,
  blank: Fields,
): { back: Partial<Fields>; left: string[] } {
  const back: Record<string, unknown> = {}
  const left: string[] = []
  for (const [field, [old, now]] of Object.entries(changes)) {
    const present = (row as Record<string, unknown>)[field] ?? ''
    if (field in blank && present === (now ?? '')) back[field] = old ?? blank[field as keyof Fields]
    else left.push(field)
  }
  return { back: back as Partial<Fields>, left }
}
