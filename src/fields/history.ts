import { type Act, permitted, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { type Field, findField } from './field.ts'
import { changeHome, undoHome, valueHome } from './homes.ts'
import { asType } from './rules.ts'
import { converted, type Person, restorableValue } from './type.ts'
import {
  columnOf,
  everybody,
  type FieldHistory,
  type FieldUndo,
  lockedOwnerName,
  mustChangeValues,
  type Owner,
  setValues,
  whose,
} from './value.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'custom value restored': true
    'custom value revealed': true
  }
}

/** A field of an account or a contact that is there to be seen. Throws 404 for a deleted one and for one of the other subject. */
export async function findFieldOf(db: Db | Trx, { subject }: Owner, id: number | null): Promise<Field> {
  const field = await findField(db, id)
  if (!field || field.subject !== subject || field.deleted_at) throw notFound()
  return field
}

/** What stands in one field now, as stored; '' for nothing. */
export async function presentValue(db: Db | Trx, { subject, id }: Owner, fieldId: number): Promise<string> {
  const row = await db
    .selectFrom('custom_value')
    .select('value')
    .where('field_id', '=', fieldId)
    .where(columnOf(subject), '=', id)
    .executeTakeFirst()
  return row?.value ?? ''
}

export interface HistoryPage {
  changes: FieldHistory[]
  /** Whether there are older ones. */
  more: boolean
}

/** How a field's value changed, the newest first. */
export async function historyOf(
  db: Db | Trx,
  { subject, id }: Owner,
  fieldId: number,
  most: number,
  before: number | null = null,
): Promise<HistoryPage> {
  const rows = await db
    .selectFrom('custom_change')
    .selectAll()
    .where(columnOf(subject), '=', id)
    .where('field_id', '=', fieldId)
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute()
  return { changes: rows.slice(0, most), more: rows.length > most }
}

/**
 * Brings back what stood in a field before one of its changes. Throws Conflict where it was changed after `latest`, the newest change
 * that the page showed, and where the field can't hold the value any more.
 */
export async function restoreChange(act: Act, owner: Owner, fieldId: number, changeId: number, latest: number) {
  await lockedOwnerName(act.trx, owner)
  await mustChangeValues(act, owner)
  const field = await findFieldOf(act.trx, owner, fieldId)
  const [newest] = (await historyOf(act.trx, owner, fieldId, 1)).changes
  if (newest?.id !== latest) throw new Conflict(newest)
  const [change] = (await historyOf(act.trx, owner, fieldId, 1, changeId + 1)).changes
  if (change?.id !== changeId) throw notFound()
  const old = change.old && act.vault.open(change.old, changeHome('old', owner, fieldId))
  const value = change.old && old === null ? null : restorableValue(field, change, old, await everybody(act.trx))
  if (value === null) throw new Conflict(change)
  await setValues(permitted(act), owner, new Map([[fieldId, value]]), 'custom value restored')
}

/** Writes into the audit trail that somebody looks at what is hidden of one field, its value or its history. */
export async function reveal(act: Act, owner: Owner, fieldId: number): Promise<void> {
  const subject = await lockedOwnerName(act.trx, owner)
  await mustChangeValues(act, owner)
  const field = await findFieldOf(act.trx, owner, fieldId)
  await record(act, { kind: 'custom value revealed', ...whose(owner), subject, changes: { field: [null, field.name] } })
}

/** What taking an event back came to: the names of the fields that are as they were again, and of those that are not. */
export interface Restored {
  restored: string[]
  /** Changed since, deleted, or of a type that can't hold the old value. */
  kept: string[]
}

/**
 * Takes back what an event of custom fields changed: each field whose present value is still what the event made of it gets its old
 * value again, in one new event. The others stay, and are named.
 */
export async function restoreFieldChange(act: Act, undo: FieldUndo): Promise<Restored> {
  const owner: Owner = { subject: undo.subject, id: undo.id }
  await lockedOwnerName(act.trx, owner)
  const people = await everybody(act.trx)
  const values = new Map<number, string>()
  const outcome: Restored = { restored: [], kept: [] }
  for (const change of undo.fields) {
    const field = await findField(act.trx, change.fieldId)
    const value = field && !field.deleted_at ? await takenBack(act, owner, field, change, people) : null
    if (value === null) {
      outcome.kept.push(change.name)
      continue
    }
    values.set(change.fieldId, value)
    outcome.restored.push(change.name)
  }
  if (values.size > 0) await setValues(act, owner, values, 'custom value restored')
  return outcome
}

/** The old value for a field that is still as the change left it; null for any other. */
async function takenBack(
  act: Act,
  owner: Owner,
  field: Field,
  change: FieldUndo['fields'][number],
  people: readonly Person[],
): Promise<string | null> {
  const old = act.vault.open(change.old ?? '', undoHome('old', owner, field.id))
  const made = act.vault.open(change.new ?? '', undoHome('new', owner, field.id))
  const present = act.vault.open(await presentValue(act.trx, owner, field.id), valueHome(owner, field.id))
  if (old === null || made === null || present === null) return null
  const now = made === '' ? '' : converted(asType(field, change.type), field, made, people)
  return present === now ? restorableValue(field, change, old, people) : null
}
