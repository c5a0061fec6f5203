import { asWords, fold } from '#src/platform/language/fold.ts'
import type { Noun } from './firm.ts'

const fields = [
  { name: 'Tax office', type: 'text', heading: 'Tax', value: 'Lisboa 3' },
  { name: 'Fiscal year end', type: 'date', heading: 'Tax', value: '2026-12-31' },
  { name: 'Employees', type: 'number', heading: 'Tax', value: '12' },
  { name: 'Files by itself', type: 'yes/no', heading: 'Tax', value: 'yes' },
  { name: 'Software', type: 'text', heading: 'Work', value: 'Primavera' },
  { name: 'Came by', type: 'text', heading: 'Work', value: 'A friend' },
  { name: 'Remarks', type: 'long text', heading: 'Work', value: 'Calls on Mondays.' },
  { name: 'Web site', type: 'URL', heading: 'Work', value: 'https://example.com' },
] as const

const keyOf = (type: string, value: string) =>
  type === 'long text' ? '' : type === 'text' || type === 'URL' ? asWords(value) : value

/** Custom fields; an account has a value in two of three. */
export const fieldsOf: Noun = ({ bulk, now }) => {
  for (const [i, { name, type, heading }] of fields.entries())
    bulk.add('custom_field', {
      id: i + 1,
      subject: 'account',
      name,
      name_key: fold(name),
      type,
      heading,
      position: i + 1,
      options: '[]',
      created_at: new Date(now).toISOString(),
    })
  return ({ id: account_id, created_at: updated_at }) => {
    for (const [i, { type, value }] of fields.entries())
      if ((account_id + i) % 3 > 0)
        bulk.add('custom_value', { field_id: i + 1, account_id, value, value_key: keyOf(type, value), updated_at })
  }
}
