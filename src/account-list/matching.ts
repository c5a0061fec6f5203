import { accountsOf } from '#src/accounts/account.ts'
import { accountRoles } from '#src/accounts/rules.ts'
import { accountFieldFilter, listableFields } from '#src/fields/filter.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { wordsIn } from '#src/platform/db/words-in.ts'
import { isInState } from '#src/portal/state.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { AccountFilter } from './filter.ts'
import { mostCounted } from './rules.ts'

/** The accounts that a person may see and that the filter lets through, as a query to narrow further. */
export async function matching(db: Db | Trx, staff: Staff, filter: AccountFilter) {
  let query = filter.account
    ? accountsOf(db, staff).where('account.id', 'in', [0, ...filter.account])
    : accountsOf(db, staff).where('account.archived_at', filter.show === 'archived' ? 'is not' : 'is', null)
  for (const word of wordsIn('account.sort_name', filter.name)) query = query.where(word)
  if (filter.type) query = query.where('account.type', '=', filter.type)
  for (const tag of filter.tag)
    query = query.where('account.id', 'in', (eb) =>
      eb.selectFrom('account_tag').select('account_id').where('tag_id', '=', tag),
    )
  for (const tag of filter.without)
    query = query.where('account.id', 'not in', (eb) =>
      eb.selectFrom('account_tag').select('account_id').where('tag_id', '=', tag),
    )
  if (filter.member)
    query = query.where('account.id', 'in', (eb) =>
      eb.selectFrom('account_team').select('account_id').where('staff_id', '=', filter.member),
    )
  for (const role of accountRoles)
    if (filter[role])
      query = query.where('account.id', 'in', (eb) =>
        eb
          .selectFrom('account_role')
          .select('account_id')
          .where('staff_id', '=', filter[role])
          .where('role', '=', role),
      )
  const { portal } = filter
  if (portal) query = query.where((eb) => isInState(eb, portal))
  if (filter.field?.value) {
    const { id, value } = filter.field
    const field = (await listableFields(db)).find((one) => one.id === id)
    // A field that is gone, or is encrypted now, matches nothing: it must not turn a kept filter into one for everything.
    query = field
      ? query.where('account.id', 'in', accountFieldFilter(db, field, value, staff.language ?? 'en'))
      : query.where((eb) => eb.lit(false))
  }
  // In an object: a query by itself could be awaited by mistake, and would run.
  return { query }
}

/** How many accounts the filter lets through, of those that the person may see. */
export async function countOf(db: Db, staff: Staff, filter: AccountFilter): Promise<number> {
  const { query } = await matching(db, staff, filter)
  const { count } = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/** The same up to `mostCounted`; one more than that where there are more. */
export async function countSome(db: Db, staff: Staff, filter: AccountFilter): Promise<number> {
  const { query } = await matching(db, staff, filter)
  const some = query.select('account.id').limit(mostCounted + 1)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
