import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { wordsIn } from '#src/platform/db/words-in.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf } from './contact.ts'
import type { ContactFilter } from './list-filter.ts'

export const contactsPerPage = 50

const columns: Record<ContactFilter['sort'], string> = { name: 'contact.sort_name', newest: 'contact.created_at' }

type Condition = (eb: ExpressionBuilder<Tables, 'contact'>) => Expression<SqlBool>

/** That a contact has a client that the person sees, an active or an archived one where that is asked. */
const hasClient =
  (staff: Staff, state: 'active' | 'archived' | 'any'): Condition =>
  (eb) =>
    eb.exists(
      eb
        .selectFrom('link')
        .innerJoin('account', 'account.id', 'link.account_id')
        .select('link.contact_id')
        .whereRef('link.contact_id', '=', 'contact.id')
        .where(seesAccount(staff, 'link.account_id'))
        .$if(state !== 'any', (query) =>
          query.where('account.archived_at', state === 'active' ? 'is' : 'is not', null),
        ),
    )

const byClients = (staff: Staff): Record<Exclude<ContactFilter['clients'], 'any'>, Condition> => ({
  active: hasClient(staff, 'active'),
  archived: (eb) => eb.and([hasClient(staff, 'archived')(eb), eb.not(hasClient(staff, 'active')(eb))]),
  none: (eb) => eb.not(hasClient(staff, 'any')(eb)),
})

const hasEmail: Condition = (eb) =>
  eb.exists(
    eb
      .selectFrom('address as any_address')
      .select('any_address.id')
      .whereRef('any_address.contact_id', '=', 'contact.id'),
  )

/** One page of the contacts that a person may see and that a filter finds. One query. */
export function contactPage(db: Db, staff: Staff, filter: ContactFilter, cursor: Cursor | null) {
  const { clients, email, tag, sort, order } = filter
  const column = columns[sort]
  let query = contactsOf(db, staff).where('contact.erased_at', 'is', null)
  for (const word of wordsIn('contact.sort_name', filter.name)) query = query.where(word)
  if (clients !== 'any') query = query.where(byClients(staff)[clients])
  if (email !== 'any') query = query.where((eb) => (email === 'with' ? hasEmail(eb) : eb.not(hasEmail(eb))))
  if (tag !== null)
    query = query.where('contact.id', 'in', (eb) =>
      eb.selectFrom('contact_tag').select('contact_tag.contact_id').where('contact_tag.tag_id', '=', tag),
    )
  const shown = query
    .leftJoin('address', (join) => join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1))
    .leftJoin('phone', (join) => join.onRef('phone.contact_id', '=', 'contact.id').on('phone.position', '=', 0))
    .select(['contact.id', 'contact.display_name', 'contact.company'])
    .select(['contact.city', 'address.email', 'phone.number as phone'])
    .select(keyOf([column]).as('key'))
  const descending = (sort === 'newest') !== (order === 'down')
  return keysetPage(shown, { columns: [column], id: 'contact.id', descending, cursor, size: contactsPerPage })
}
