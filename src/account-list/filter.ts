import { type AccountRole, type AccountType, accountRoles, isAccountType } from '#src/accounts/rules.ts'
import type { Field } from '#src/fields/field.ts'
import { type DateReading, readDate } from '#src/platform/language/typed-date.ts'
import { line, toId } from '#src/platform/web/form.ts'
import { type PortalState, portalStates } from '#src/portal/rules.ts'

export const accountSorts = ['name', 'id', 'type', 'created', 'last login'] as const
export type AccountSort = (typeof accountSorts)[number]

/** What a list of accounts shows, as its URL says it. */
export interface AccountFilter {
  archived: boolean
  type: AccountType | null
  /** Every one of these tags. */
  tags: number[]
  /** None of these. */
  without: number[]
  member: number | null
  roles: Partial<Record<AccountRole, number>>
  portal: PortalState | null
  /** The custom field that has this value. With '' it is only chosen, to say a value next, and lets everything through. */
  field: { id: number; value: string } | null
  /** These accounts alone, active or archived; null for all. */
  only: number[] | null
  sort: AccountSort
  descending: boolean
}

/** How many accounts can be named one by one. */
export const mostNamed = 1000

const ids = (values: string[], most = 20) =>
  [...new Set(values.map((value) => toId(value)))].filter((id) => id !== null).slice(0, most)

/** The name of a field's value in a query: one of its own, so that no field is asked for the value of another. */
export const valueName = (fieldId: number): string => `value_${fieldId}`

const value = line(200)

function readField(query: URLSearchParams): AccountFilter['field'] {
  const id = toId(query.get('field') ?? '')
  return id === null ? null : { id, value: value.safeParse(query.get(valueName(id)) ?? '').data ?? '' }
}

/** Reads a filter from a query; what it can't read counts as not given. */
export function readFilter(query: URLSearchParams): AccountFilter {
  const type = query.get('type')
  const sort = accountSorts.find((known) => known === query.get('sort')) ?? 'name'
  const roles = Object.fromEntries(
    accountRoles.map((role) => [role, toId(query.get(role) ?? '')]).filter(([, id]) => id !== null),
  )
  return {
    archived: query.get('show') === 'archived',
    type: isAccountType(type) ? type : null,
    tags: ids(query.getAll('tag')),
    without: ids(query.getAll('without')),
    member: toId(query.get('member') ?? ''),
    roles,
    field: readField(query),
    only: query.has('account') ? ids(query.getAll('account'), mostNamed) : null,
    portal: portalStates.find((known) => known === query.get('portal')) ?? null,
    sort,
    descending: query.get('order') === 'down',
  }
}

/** The same with the value of a date as it is stored, however it was typed. What is no date stays as it is: it is found nowhere. */
export function withDates(filter: AccountFilter, fields: readonly Field[], dates: DateReading): AccountFilter {
  const { field } = filter
  if (!field || fields.find(({ id }) => id === field.id)?.type !== 'date') return filter
  const read = readDate(field.value, dates)
  return 'problem' in read ? filter : { ...filter, field: { ...field, value: read.date ?? '' } }
}

/** The same filter as a query, shortest form: a filter that says nothing is ''. */
export function writeFilter(filter: AccountFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (filter.archived) query.set('show', 'archived')
  // None of all must not read as all of them.
  for (const id of filter.only?.length === 0 ? [0] : (filter.only ?? [])) query.append('account', String(id))
  if (filter.type) query.set('type', filter.type)
  for (const id of filter.tags) query.append('tag', String(id))
  for (const id of filter.without) query.append('without', String(id))
  if (filter.member) query.set('member', String(filter.member))
  for (const [role, id] of Object.entries(filter.roles)) query.set(role, String(id))
  if (filter.portal) query.set('portal', filter.portal)
  if (filter.field) query.set('field', String(filter.field.id))
  if (filter.field?.value) query.set(valueName(filter.field.id), filter.field.value)
  if (filter.sort !== 'name') query.set('sort', filter.sort)
  if (filter.descending) query.set('order', 'down')
  return query
}
