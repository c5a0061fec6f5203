import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { asWords } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { type Field, fieldsOf } from './field.ts'
import { meanings } from './type.ts'

/** The fields of accounts by which a list can be filtered: not encrypted ones, and no long texts. */
export const listableFields = async (db: Db): Promise<Field[]> =>
  (await fieldsOf(db, 'account')).filter((field) => !field.is_encrypted && field.type !== 'long text')

const pattern = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/**
 * The numbers of the accounts in whose field that value stands: the whole of it, one of several choices, or for texts how it begins.
 * `all` goes by the index of values by field; `each` by that of fields by account, to be narrowed to one account at a time. Choices by their
 * keys, team members by their numbers, dates as YYYY-MM-DD, "yes" or "no"; numbers and amounts as they are typed. Nothing stands in an
 * encrypted field.
 */
export function accountFieldFilter(db: Db | Trx, field: Field, value: string, language: Language = 'en') {
  const values = db
    .selectFrom('custom_value')
    .select('custom_value.account_id')
    .where('custom_value.field_id', '=', field.id)
    .where('custom_value.account_id', 'is not', null)
    .$narrowType<{ account_id: number }>()
  const isIt = (key: RawBuilder<string>) => holds(field, value, key, language)
  // Of an expression no index is taken.
  return { all: values.where(isIt(sql`value_key`)), each: values.where(isIt(sql`value_key || ''`)) }
}

function holds(field: Field, value: string, key: RawBuilder<string>, language: Language): RawBuilder<boolean> {
  switch (field.type) {
    case 'text':
    case 'e-mail':
    case 'phone':
    case 'URL': {
      const prefix = asWords(value)
      return sql`(${key} >= ${prefix || ' '} and ${key} < ${`${prefix}\u{10ffff}`})`
    }
    case 'several choices':
      return sql`${key} like ${`%|${pattern(value)}|%`} escape '\\'`
    case 'number':
    case 'money': {
      const meant = meanings(field, value, language)
      return sql`${key} in (${sql.join(meant.length > 0 ? meant : ['-'])})`
    }
    default:
      return sql`${key} = ${value || '-'}`
  }
}
