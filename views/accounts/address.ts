import { type AccountFilter, writeFilter } from '#src/account-list/filter.ts'

/** Where the list is with that filter. */
export const address = (filter: AccountFilter, more: Record<string, string> = {}) => {
  const query = writeFilter(filter)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return query.size > 0 ? `/accounts?${query}` : '/accounts'
}
