import type { Db } from '#src/platform/db/database.ts'
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
 * A query for `where('account.id', 'in', …)`, which goes by the index of values by field. Choices by their keys, team members by
 * their numbers, dates as YYYY-MM-DD, "yes" or "no"; numbers and amounts as they are typed. Nothing stands in an encrypted field.
 */
export function accountFieldFilter(db: Db, field: Field, value: string, language: Language = 'en') {
  const values = db
    .selectFrom('custom_value')
    .select('custom_value.account_id')
    .where('custom_value.field_id', '=', field.id)
    .where('custom_value.account_id', 'is not', null)
    .$narrowType<{ account_id: number }>()
  switch (field.type) {
    case 'text':
    case 'e-mail':
    case 'phone':
    case 'URL': {
      const prefix = asWords(value)
      return values.where('value_key', '>=', prefix || ' ').where('value_key', '<', `${prefix}\u{10ffff}`)
    }
    case 'several choices':
      return values.where((eb) => eb('value_key', 'like', `%|${pattern(value)}|%`))
    case 'number':
    case 'money': {
      const meant = meanings(field, value, language)
      return values.where('value_key', 'in', meant.length > 0 ? meant : ['-'])
    }
    default:
      return values.where('value_key', '=', value || '-')
  }
}
