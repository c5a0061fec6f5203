import type { Selectable } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Field } from './field.ts'
import { ownerIn, valueHome } from './homes.ts'
import type { Choice } from './rules.ts'
import { converted, keyOf, keysIn } from './type.ts'
import { everybody } from './value.ts'

/** Rows that are read and written at once where all of a field's values are gone through. */
const batch = 500

type Value = Selectable<Tables['custom_value']>

export async function countValues(db: Db | Trx, fieldId: number): Promise<number> {
  const { count } = await db
    .selectFrom('custom_value')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('field_id', '=', fieldId)
    .executeTakeFirstOrThrow()
  return count
}

/** The next values of a field by their number, held until the transaction ends. */
export function valuesAfter(trx: Trx, fieldId: number, after: number, most = batch): Promise<Value[]> {
  const query = trx
    .selectFrom('custom_value')
    .selectAll()
    .where('field_id', '=', fieldId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(most)
  return (engineOf(trx) === 'postgres' ? query.forUpdate() : query).execute()
}

async function* allValues(trx: Trx, fieldId: number): AsyncGenerator<Value[]> {
  for (let after = 0; ; ) {
    const values = await valuesAfter(trx, fieldId, after)
    if (values.length === 0) return
    yield values
    after = values.at(-1)!.id
  }
}

/** Writes many values at once. */
export async function writeValues(trx: Trx, values: readonly Value[]): Promise<void> {
  if (values.length === 0) return
  await trx
    .insertInto('custom_value')
    .values([...values])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        value_key: eb.ref('excluded.value_key'),
      })),
    )
    .execute()
}

/** What a value says; null where nothing opens it. */
const opened = (act: Act, row: Value): string | null => act.vault.open(row.value, valueHome(ownerIn(row), row.field_id))

/** How many values of a field would not be of its new type; one that nothing opens could not become anything. */
export async function inTheWay(act: Act, old: Field, now: Field): Promise<number> {
  const people = await everybody(act.trx)
  let count = 0
  for await (const values of allValues(act.trx, old.id))
    count += values.filter((row) => {
      const value = opened(act, row)
      return value === null || converted(old, now, value, people) === null
    }).length
  return count
}

/** Writes all values of a field as its new type holds them; each must be able to. */
export async function convertValues(act: Act, old: Field, now: Field): Promise<void> {
  const people = await everybody(act.trx)
  for await (const values of allValues(act.trx, old.id))
    await writeValues(
      act.trx,
      values.map((row) => {
        const said = opened(act, row)
        const value = said === null ? null : converted(old, now, said, people)
        if (value === null) throw new Error(`a value of the field ${old.id} is not of its new type`)
        const kept = now.is_encrypted ? act.vault.seal(value, valueHome(ownerIn(row), row.field_id)) : value
        return { ...row, value: kept, value_key: keyOf(now, value) }
      }),
    )
}

/** How many values have each of these choices, by its key. */
export async function usedChoices(act: Act, field: Field, choices: readonly Choice[]): Promise<Map<string, number>> {
  const counts = new Map(choices.map(({ key }) => [key, 0]))
  for await (const values of allValues(act.trx, field.id))
    for (const row of values)
      for (const key of keysIn(opened(act, row) ?? '')) {
        const count = counts.get(key)
        if (count !== undefined) counts.set(key, count + 1)
      }
  return counts
}
