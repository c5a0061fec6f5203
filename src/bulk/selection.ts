import { mostNamed, readFilter, writeFilter } from '#src/account-list/filter.ts'
import { addressOf } from '#src/platform/web/list.ts'

/** Which accounts were chosen in the list: those that were ticked, or all that its filter lets through. */
export interface Selection {
  /** As a filter of accounts, written as a query. Null where nothing is chosen, or more than can be named one by one. */
  filter: string | null
  tooMany: boolean
  /** The fields that say it again on the next page. */
  fields: Record<string, string | readonly string[]>
  /** The list that it was chosen in. */
  list: string
}

const canonical = (filter: string | [string, string][]) => writeFilter(readFilter(filter))

/** Reads what the list's form says: `all` with the list's `filter`, or each ticked `account`. */
export function readSelection(said: { all: string; filter: string; account: readonly string[] }): Selection {
  const shown = canonical(said.filter)
  const filter = String(shown)
  const list = addressOf('/accounts', shown)
  if (said.all === 'on') return { filter, tooMany: false, fields: { all: 'on', filter }, list }
  const ticked = [...new Set(said.account)]
  const tooMany = ticked.length > mostNamed
  return {
    filter: ticked.length > 0 && !tooMany ? String(canonical(ticked.map((id) => ['account', id]))) : null,
    tooMany,
    fields: { account: ticked, filter },
    list,
  }
}
