import type { Generated, Selectable } from 'kysely'
import { countSome } from '#src/platform/db/count-some.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { FieldType, Subject } from './rules.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    custom_field: {
      id: Generated<number>
      subject: Subject
      name: string
      /** Folded: two fields whose names differ only in case or accents would be one to a reader. */
      name_key: string
      type: FieldType
      is_required: Generated<number>
      is_encrypted: Generated<number>
      help: Generated<string>
      heading: Generated<string>
      position: number
      /** JSON of `Choice[]`. */
      options: Generated<string>
      currency: Generated<string>
      created_at: string
      deleted_at: Generated<string | null>
      version: Generated<number>
    }
  }
}

export type Field = Selectable<Tables['custom_field']>

/** The fields that a subject has, in their order. */
export const fieldsOf = prepared((db, subject: Placeholder<Subject>) =>
  db
    .selectFrom('custom_field')
    .selectAll()
    .where('subject', '=', subject)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
)

/** The same, held as they are until the transaction ends: nobody makes another type of one, or encrypts it, while a value is written. */
export async function lockedFields(trx: Trx, subject: Subject): Promise<Field[]> {
  if (engineOf(trx) === 'postgres')
    await trx.selectFrom('custom_field').select('id').where('subject', '=', subject).orderBy('id').forShare().execute()
  return fieldsOf(trx, subject)
}

/** Every field, deleted ones too, with how many values it holds: for the page that manages them. */
export const fieldsWithUse = (db: Db) =>
  db
    .selectFrom('custom_field')
    .selectAll()
    .select((eb) =>
      countSome(
        eb,
        eb
          .selectFrom('custom_value')
          .select('custom_value.id')
          .whereRef('custom_value.field_id', '=', 'custom_field.id'),
      ).as('used'),
    )
    .orderBy('position')
    .orderBy('custom_field.id')
    .$castTo<Field & { used: number }>()
    .execute()

export const findField = (db: Db | Trx, id: number | null): Promise<Field | undefined> =>
  id === null
    ? Promise.resolve(undefined)
    : db.selectFrom('custom_field').selectAll().where('id', '=', id).executeTakeFirst()
