import { type AccountRole, accountTypes } from '#src/accounts/rules.ts'
import type { Field } from '#src/fields/field.ts'
import { type DateReading, readDate } from '#src/platform/language/typed-date.ts'
import { line, toId } from '#src/platform/web/form.ts'
import {
  direction,
  type FilterField,
  filterOf,
  idOrNull,
  ids,
  oneOf,
  oneOfOrNull,
  textOrBlank,
} from '#src/platform/web/list.ts'
import { portalStates } from '#src/portal/rules.ts'

export const accountSorts = ['name', 'id', 'type', 'created', 'last login'] as const
export type AccountSort = (typeof accountSorts)[number]

/** How many accounts can be named one by one. */
export const mostNamed = 1000

/** These accounts alone, active or archived; null for all. */
const named: FilterField<number[] | null> = {
  read: (query, name) => (query.has(name) ? ids(mostNamed).read(query, name) : null),
  // None of all must not read as all of them.
  write: (query, name, value) => value && ids().write(query, name, value.length === 0 ? [0] : value),
}

/** The name of a field's value in a query: one of its own, so that no field is asked for the value of another. */
export const valueName = (fieldId: number | ''): string => `value_${fieldId}`

const value = line(200)

/** The custom field that has this value. With '' it is only chosen, to say a value next, and lets everything through. */
const customField: FilterField<{ id: number; value: string } | null> = {
  read(query, name) {
    const id = toId(query.get(name) ?? '')
    return id === null ? null : { id, value: value.safeParse(query.get(valueName(id)) ?? '').data ?? '' }
  },
  write(query, name, field) {
    if (field) query.set(name, String(field.id))
    if (field?.value) query.set(valueName(field.id), field.value)
  },
}

const roles: Record<AccountRole, FilterField<number | null>> = { preparer: idOrNull, reviewer: idOrNull }

/** What a list of accounts shows: those with every `tag` and none of `without`. */
export const { read: readFilter, write: writeFilter } = filterOf({
  show: oneOf(['active', 'archived']),
  account: named,
  name: textOrBlank,
  type: oneOfOrNull(accountTypes),
  tag: ids(),
  without: ids(),
  member: idOrNull,
  ...roles,
  portal: oneOfOrNull(portalStates),
  field: customField,
  sort: oneOf(accountSorts),
  order: direction,
})
export type AccountFilter = ReturnType<typeof readFilter>

/** The same with the value of a date as it is stored, however it was typed. What is no date stays as it is: it is found nowhere. */
export function withDates(filter: AccountFilter, fields: readonly Field[], dates: DateReading): AccountFilter {
  const { field } = filter
  if (!field || fields.find(({ id }) => id === field.id)?.type !== 'date') return filter
  const read = readDate(field.value, dates)
  return 'problem' in read ? filter : { ...filter, field: { ...field, value: read.date ?? '' } }
}
