import type { Generated, Selectable } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'

/** Whose fields: those of accounts and those of contacts are apart. */
export const subjects = ['account', 'contact'] as const
export type Subject = (typeof subjects)[number]
export const isSubject = (text: unknown): text is Subject => subjects.includes(text as Subject)

export const fieldTypes = [
  'text',
  'long text',
  'number',
  'money',
  'date',
  'yes/no',
  'choice',
  'several choices',
  'e-mail',
  'phone',
  'URL',
  'team member',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** ISO 4217. */
export const currencies =
  'EUR GBP USD CHF BRL AOA MZN CVE STN XOF MOP CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY MAD ZAR INR JPY CNY'.split(
    ' ',
  ) as [string, ...string[]]

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

/** One of a list to choose from. One that is gone can't be chosen any more; where it was, it can still be read. */
export interface Choice {
  key: string
  name: string
  gone?: true
}

export const choicesOf = (field: Pick<Field, 'options'>): Choice[] => JSON.parse(field.options)

/** Whether its values are the keys of choices. */
export const hasChoices = (type: FieldType): boolean => type === 'choice' || type === 'several choices'

/** What a stored value is of, with an amount's currency: for values that outlive it. */
export const typeOf = (field: Field): string => (field.type === 'money' ? `money ${field.currency}` : field.type)

/** The field as it was when it was of that type. */
export function asType(field: Field, type: string): Field {
  const [money, currency = ''] = /^money (.+)$/.exec(type) ?? []
  return money ? { ...field, type: 'money', currency } : { ...field, type: type as FieldType }
}

/** The fields that a subject has, in their order. */
export const fieldsOf = (db: Db | Trx, subject: Subject): Promise<Field[]> =>
  db
    .selectFrom('custom_field')
    .selectAll()
    .where('subject', '=', subject)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()

/** The same, held as they are until the transaction ends: nobody makes another type of one, or encrypts it, while a value is written. */
export async function heldFields(trx: Trx, subject: Subject): Promise<Field[]> {
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
      eb
        .selectFrom('custom_value')
        .whereRef('custom_value.field_id', '=', 'custom_field.id')
        .select((n) => n.fn.countAll<number>().as('n'))
        .as('used'),
    )
    .orderBy('position')
    .orderBy('custom_field.id')
    .$castTo<Field & { used: number }>()
    .execute()

export const findField = (db: Db | Trx, id: number | null): Promise<Field | undefined> =>
  id === null
    ? Promise.resolve(undefined)
    : db.selectFrom('custom_field').selectAll().where('id', '=', id).executeTakeFirst()
