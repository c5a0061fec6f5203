import { type Act, auditHome, type Changes, perform, systemActor } from '#src/audit/audit.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { hook } from '#src/platform/hook.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'
import { type Home, isSealed } from '#src/platform/vault.ts'
import { type Field, findField } from './field.ts'
import { changeHome, ownerIn, undoHome, valueHome } from './homes.ts'
import { asType } from './rules.ts'
import { valuesAfter, writeValues } from './stored.ts'
import { keyOf, type Person, plainValue } from './type.ts'
import { everybody, type FieldHistory, type FieldUndo } from './value.ts'

/** Rows of one transaction, and of one step of the queue: what takes longer would keep others from writing. */
const most = 2000

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'custom field sealing': Progress
  }
}

interface Progress {
  fieldId: number
  /** The last value and the last change of the history that are done; null where all are. */
  values: number | null
  changes: number | null
}

/**
 * Seals whatever is kept of a field that has become encrypted, or opens what is kept of one that is no longer: values, history and
 * the audit trail. The first two thousand at once, the rest through the queue; until then every reader takes the one for the other.
 */
export async function reseal(act: Act, field: Field): Promise<void> {
  await fieldResealed.tell(act, field, (stored, home) => asWanted(act, field, stored, home))
  await step(act, field, { fieldId: field.id, values: 0, changes: 0 })
}

/** Told when a field is encrypted or no longer: whoever keeps values of it besides keeps each as `wanted` gives it for its home. */
export const fieldResealed = hook<[act: Act, field: Field, wanted: (stored: string, home: Home) => string]>()

async function step(act: Act, field: Field, progress: Progress): Promise<void> {
  const values = progress.values === null ? null : await resealValues(act, field, progress.values)
  const changes =
    values === null && progress.changes !== null ? await resealHistory(act, field, progress.changes) : progress.changes
  if (values === null && changes === null) return
  await enqueue(act.trx, {
    kind: 'custom field sealing',
    payload: { fieldId: field.id, values, changes } satisfies Progress,
    at: act.at,
  })
}

export const runSealing: Handler = (app, progress: Progress) =>
  perform(app, systemActor, async (act) => {
    const field = await findField(act.trx, progress.fieldId)
    if (field) await step(act, field, progress)
  })

/** A stored text as the field wants it now; one that nothing opens stays sealed. */
const asWanted = (act: Act, field: Field, stored: string, home: Home): string => {
  if (isSealed(stored) === (field.is_encrypted === 1)) return stored
  return field.is_encrypted ? act.vault.seal(stored, home) : (act.vault.open(stored, home) ?? stored)
}

async function resealValues(act: Act, field: Field, after: number): Promise<number | null> {
  const rows = await valuesAfter(act.trx, field.id, after, most)
  await writeValues(
    act.trx,
    rows
      .filter((row) => isSealed(row.value) !== (field.is_encrypted === 1))
      .map((row) => {
        const value = asWanted(act, field, row.value, valueHome(ownerIn(row), field.id))
        return { ...row, value, value_key: isSealed(value) ? '' : keyOf(field, value) }
      }),
  )
  return rows.length === most ? rows.at(-1)!.id : null
}

async function resealHistory(act: Act, field: Field, after: number): Promise<number | null> {
  const query = act.trx
    .selectFrom('custom_change')
    .selectAll()
    .where('field_id', '=', field.id)
    .where('id', '>', after)
    .orderBy('id')
    .limit(most)
  const rows = await (engineOf(act.trx) === 'postgres' ? query.forUpdate() : query).execute()
  const wanted = (row: FieldHistory, side: 'old' | 'new') =>
    row[side] && asWanted(act, field, row[side], changeHome(side, ownerIn(row), field.id))
  if (rows.length > 0)
    await act.trx
      .insertInto('custom_change')
      .values(rows.map((row) => ({ ...row, old: wanted(row, 'old'), new: wanted(row, 'new') })))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({ old: eb.ref('excluded.old'), new: eb.ref('excluded.new') })),
      )
      .execute()
  await resealEvents(act, field, rows)
  return rows.length === most ? rows.at(-1)!.id : null
}

/** The audit trail tells of the field what its history does: ciphertext, or the value in words. */
async function resealEvents(act: Act, field: Field, history: readonly FieldHistory[]): Promise<void> {
  const told = new Map(history.map((change) => [change.event_id ?? 0, change]))
  if (told.size === 0) return
  const people = await everybody(act.trx)
  const events = await act.trx
    .selectFrom('audit_event')
    .leftJoin('audit_undo', 'audit_undo.event_id', 'audit_event.id')
    .select([
      'audit_event.id',
      'audit_event.account_id',
      'audit_event.contact_id',
      'audit_event.changes',
      'audit_undo.data',
    ])
    .where('audit_event.id', 'in', [...told.keys()])
    .execute()
  for (const { id, changes: before, data, ...ids } of events) {
    const change = told.get(id)!
    const changes = JSON.parse(before ?? '{}') as Changes
    const whose = { accountId: ids.account_id, contactId: ids.contact_id }
    const now = JSON.stringify({ ...changes, [change.name]: inWords(act, field, people, { change, changes, whose }) })
    await act.trx.updateTable('audit_event').set({ changes: now }).where('id', '=', id).execute()
    if (data !== null)
      await act.trx
        .updateTable('audit_undo')
        .set({ data: JSON.stringify(resealed(act, field, JSON.parse(data))) })
        .where('event_id', '=', id)
        .execute()
  }
}

/** A merge may have taken the history to another contact; its event stays with whom it was about, and what is sealed in it. */
function inWords(
  { vault }: Act,
  field: Field,
  people: readonly Person[],
  told: { change: FieldHistory; changes: Changes; whose: Parameters<typeof auditHome>[0] },
): Changes[string] {
  const { change, changes, whose } = told
  const then = asType(field, change.type)
  const as = (side: 'old' | 'new', place: 0 | 1) => {
    const text = change[side] && vault.open(change[side], changeHome(side, ownerIn(change), field.id))
    // What nothing opens is told as it was.
    if (!text) return change[side] && (changes[change.name]?.[place] ?? null)
    return field.is_encrypted
      ? vault.seal(text, auditHome(whose, change.name, place === 0 ? 'old' : 'now'))
      : plainValue(then, text, people)
  }
  return [as('old', 0), as('new', 1)]
}

function resealed(act: Act, field: Field, undo: FieldUndo): FieldUndo {
  const wanted = (change: FieldUndo['fields'][number], side: 'old' | 'new') =>
    change[side] && asWanted(act, field, change[side], undoHome(side, undo, field.id))
  return {
    ...undo,
    fields: undo.fields.map((change) =>
      change.fieldId === field.id ? { ...change, old: wanted(change, 'old'), new: wanted(change, 'new') } : change,
    ),
  }
}
