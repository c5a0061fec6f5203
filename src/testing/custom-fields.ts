import { createField, type FieldInput } from '#src/fields/definition.ts'
import { inputName, shownName } from '#src/fields/form.ts'
import type { FieldType, Subject } from '#src/fields/rules.ts'
import { type Owner, setValues } from '#src/fields/value.ts'
import type { Fields } from './browser-like.ts'
import type { World } from './world.ts'

/** A custom field for a test; gives its number. */
export const makeField = (world: World, subject: Subject, type: FieldType, more: Partial<FieldInput> = {}) =>
  world.perform((act) =>
    createField(act, subject, {
      name: `${type} of ${subject}`,
      type,
      is_required: 0,
      is_encrypted: 0,
      help: '',
      heading: '',
      choices: [
        { key: 'c1', name: 'One' },
        { key: 'c2', name: 'Two' },
      ],
      currency: 'EUR',
      ...more,
    }),
  )

export const setValue = (world: World, owner: Owner, fieldId: number, value: string) =>
  world.perform((act) => setValues(act, owner, new Map([[fieldId, value]])))

/** Custom fields as a form sends them: which ones it shows, and what stands in each. */
export const sentFields = (values: Record<number, string | readonly string[]>): Fields => ({
  [shownName]: Object.keys(values),
  ...Object.fromEntries(Object.entries(values).map(([id, value]) => [inputName({ id: Number(id) }), value])),
})
