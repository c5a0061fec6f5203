import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { isHidden } from './rules.ts'
import { plainValue } from './type.ts'
import { fieldSheet } from './value.ts'

/** The custom fields of an account by their names. What is encrypted is left out, but for its name: a file is no place for it. */
export async function* fieldsExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const { fields, values, people } = await fieldSheet(app.db.read, 'account', account.id)
  const filled = fields.filter((field) => values.has(field.id))
  const said = filled.map((field) => {
    const stored = values.get(field.id) ?? ''
    const value = isHidden(field, stored) ? null : plainValue(field, stored, people)
    return { name: field.name, type: field.type, value, ...(value === null ? { encrypted: true } : {}) }
  })
  yield { facts: { custom_fields: said } }
}
