import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import { locked } from '#src/platform/db/locked.ts'
import { fold } from '#src/platform/language/fold.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { must } from '#src/staff/staff.ts'
import { settleAddressesOf } from './addresses.ts'
import { type Field, fieldsOf, findField } from './field.ts'
import { type Choice, choicesOf, type FieldType, hasChoices, type Subject } from './rules.ts'
import { reseal } from './sealing.ts'
import { convertValues, countValues, inTheWay, usedChoices } from './stored.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'custom field created': true
    'custom field changed': true
    'custom field deleted': true
    'custom field restored': true
    'custom fields ordered': true
  }
}

/** What a form says of a field; whose it is is settled when it is made. */
export interface FieldInput {
  name: string
  type: FieldType
  is_required: number
  is_encrypted: number
  help: string
  heading: string
  choices: Choice[]
  currency: string
}

/** A change of a field that would lose what stands in it, and how much that is. */
export class WouldLose extends Error {
  readonly place: 'type' | 'currency' | 'choices'
  readonly problem: Problem
  readonly count: number
  readonly choices: readonly { name: string; count: number }[]
  constructor(place: WouldLose['place'], problem: Problem, count: number, choices: WouldLose['choices'] = []) {
    super(problem)
    this.place = place
    this.problem = problem
    this.count = count
    this.choices = choices
  }
}

const stored = ({ choices, ...input }: FieldInput) => ({
  ...input,
  name_key: fold(input.name),
  options: JSON.stringify(choices),
  // A currency that no amount has would only be in the way of the next one.
  currency: input.type === 'money' ? input.currency : '',
})

const names = (choices: readonly Choice[]) =>
  choices
    .filter((one) => !one.gone)
    .map((one) => one.name)
    .join(', ') || null

const told = (
  field: Pick<Field, 'name' | 'type' | 'is_required' | 'is_encrypted' | 'help' | 'heading' | 'currency'>,
) => ({
  name: field.name,
  type: field.type,
  is_required: field.is_required,
  is_encrypted: field.is_encrypted,
  help: field.help,
  heading: field.heading,
  currency: field.currency,
})

/** Makes a field, the last of its subject's; gives its number. Fails on the unique name. */
export async function createField(act: Act, subject: Subject, input: FieldInput): Promise<number> {
  await must(act, 'manage custom fields')
  const { last } = await act.trx
    .selectFrom('custom_field')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  const { id } = await act.trx
    .insertInto('custom_field')
    .values({ ...stored(input), subject, position: (last ?? 0) + 1, created_at: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, { kind: 'custom field created', subject: input.name, changes: { type: [null, input.type] } })
  return id
}

/** The field as it is now, held until the transaction ends, for whoever may change fields: else 403. Throws 404 where it is gone. */
async function heldField(act: Act, id: number): Promise<Field> {
  await locked(act.trx, 'custom_field', id)
  await must(act, 'manage custom fields')
  const field = await findField(act.trx, id)
  if (!field) throw notFound()
  return field
}

/**
 * Changes a field. Throws Conflict, with the field as it is, when it was changed since `version`, and WouldLose where values would
 * not be of the new type or, unless `choicesMayGo`, a choice that is in use would go. Fails on the unique name.
 */
export async function changeField(
  act: Act,
  id: number,
  version: number,
  input: FieldInput,
  choicesMayGo = false,
): Promise<void> {
  const old = await heldField(act, id)
  if (old.deleted_at) throw notFound()
  if (old.version !== version) throw new Conflict(old)
  const now: Field = { ...old, ...stored(input), version: version + 1 }
  const becomesOther = old.type !== now.type || old.currency !== now.currency
  if (becomesOther) await refuseLoss(act, old, now)
  const going = hasChoices(old.type) && hasChoices(now.type) ? gone(old, now) : []
  if (going.length > 0 && !choicesMayGo) {
    const used = await usedChoices(act, old, going)
    const lost = going.map(({ key, name }) => ({ name, count: used.get(key) ?? 0 })).filter(({ count }) => count > 0)
    if (lost.length > 0)
      throw new WouldLose(
        'choices',
        'choice in use',
        lost.reduce((sum, { count }) => sum + count, 0),
        lost,
      )
  }
  const { id: _id, ...columns } = now
  await act.trx.updateTable('custom_field').set(columns).where('id', '=', id).execute()
  if (becomesOther) await convertValues(act, old, now)
  if (old.is_encrypted !== now.is_encrypted) await reseal(act, now)
  if (now.subject === 'contact' && now.type === 'e-mail' && becomesOther) await settleAddressesOf(act, id)
  const changes = changesBetween(told(old), told(now))
  const [before, after] = [names(choicesOf(old)), names(choicesOf(now))]
  if (before !== after) changes.choices = [before, after]
  await record(act, { kind: 'custom field changed', subject: now.name, changes })
}

/** The choices of before that can't be chosen any more. */
const gone = (old: Field, now: Field): Choice[] =>
  choicesOf(old).filter((one) => !one.gone && choicesOf(now).find(({ key }) => key === one.key)?.gone !== undefined)

async function refuseLoss(act: Act, old: Field, now: Field): Promise<void> {
  const count = await countValues(act.trx, old.id)
  if (count === 0) return
  if (old.subject === 'contact' && old.type === 'e-mail') throw new WouldLose('type', 'addresses hang on it', count)
  if (old.type === now.type) throw new WouldLose('currency', 'values of another currency', count)
  const wrong = await inTheWay(act, old, now)
  if (wrong > 0) throw new WouldLose('type', 'values of another type', wrong)
}

/**
 * Puts the fields of a subject in this order: numbers that are no field's are left out, and fields that are not named follow, as
 * they stood.
 */
export async function orderFields(act: Act, subject: Subject, ids: readonly number[]): Promise<void> {
  await must(act, 'manage custom fields')
  const fields = await fieldsOf(act.trx, subject)
  const places = new Map(ids.map((id, place) => [id, place]))
  const place = (field: Field) => places.get(field.id) ?? ids.length
  const ordered = fields.toSorted((a, b) => place(a) - place(b))
  if (ordered.every((field, i) => field === fields[i])) return
  for (const [i, field] of ordered.entries())
    if (field.position !== i + 1)
      await act.trx
        .updateTable('custom_field')
        .set({ position: i + 1 })
        .where('id', '=', field.id)
        .execute()
  const listed = (list: readonly Field[]) => list.map((field) => field.name).join(', ')
  await record(act, { kind: 'custom fields ordered', changes: { order: [listed(fields), listed(ordered)] } })
}

/** Takes a field off every page. Its values are kept, and come back with it; addresses of contacts in it go. */
export async function deleteField(act: Act, id: number): Promise<void> {
  const field = await heldField(act, id)
  if (field.deleted_at) return
  const count = await countValues(act.trx, id)
  await act.trx
    .updateTable('custom_field')
    .set({ deleted_at: act.at, version: field.version + 1 })
    .where('id', '=', id)
    .execute()
  if (field.subject === 'contact' && field.type === 'e-mail') await settleAddressesOf(act, id)
  await record(act, { kind: 'custom field deleted', subject: field.name, changes: { values: [String(count), null] } })
}

/** Brings a deleted field back with its values, as the last one. Fails on the unique name where another has it now. */
export async function restoreField(act: Act, id: number): Promise<void> {
  const field = await heldField(act, id)
  if (!field.deleted_at) return
  await act.trx
    .updateTable('custom_field')
    .set({ deleted_at: null, version: field.version + 1 })
    .where('id', '=', id)
    .execute()
  if (field.subject === 'contact' && field.type === 'e-mail') await settleAddressesOf(act, id)
  const count = await countValues(act.trx, id)
  await record(act, { kind: 'custom field restored', subject: field.name, changes: { values: [null, String(count)] } })
}
