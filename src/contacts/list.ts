import { seesAccount } from '#src/accounts/account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keyOf, keysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, among, askedOf, type Condition } from '#src/platform/db/rarest.ts'
import { wordsIn } from '#src/platform/db/words-in.ts'
import { subjectsNamed } from '#src/search/search.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { seesContact } from './contact.ts'
import type { ContactFilter } from './list-filter.ts'

export const contactsPerPage = 50

const columns: Record<ContactFilter['sort'], string> = { name: 'contact.sort_name', newest: 'contact.created_at' }

/** That a contact has a client that the person sees, an active or an archived one where that is asked. */
const hasClient =
  (staff: Staff, state: 'active' | 'archived' | 'any'): Condition<'contact'> =>
  (eb) =>
    eb.exists(
      eb
        .selectFrom('link')
        .select('link.contact_id')
        .whereRef('link.contact_id', '=', 'contact.id')
        .where(seesAccount(staff, 'link.account_id'))
        .$if(state !== 'any', (query) =>
          query
            .innerJoin('account', 'account.id', 'link.account_id')
            .where('account.archived_at', state === 'active' ? 'is' : 'is not', null),
        ),
    )

const byClients = (staff: Staff): Record<Exclude<ContactFilter['clients'], 'any'>, Condition<'contact'>> => ({
  active: hasClient(staff, 'active'),
  archived: (eb) => eb.and([hasClient(staff, 'archived')(eb), eb.not(hasClient(staff, 'active')(eb))]),
  none: (eb) => eb.not(hasClient(staff, 'any')(eb)),
})

const hasEmail: Condition<'contact'> = (eb) =>
  eb.exists(
    eb
      .selectFrom('address as any_address')
      .select('any_address.id')
      .whereRef('any_address.contact_id', '=', 'contact.id'),
  )

/** The contacts of the clients that a person sees, as a query to begin with. */
const ofTeam = (db: Db, staff: Staff) =>
  db
    .selectFrom('account_team')
    .innerJoin('link', 'link.account_id', 'account_team.account_id')
    .where('account_team.staff_id', '=', staff.id)
    .select('link.contact_id')
    .distinct()

/** All that a filter asks of a contact, and whether the person sees it. */
function askedBy(db: Db, staff: Staff, { name, clients, email, tag }: ContactFilter): Asked<'contact'>[] {
  const asked: Asked<'contact'>[] = []
  if (!can(staff, 'view all contacts')) {
    const own = { holds: seesContact(staff, 'contact.id') }
    asked.push(can(staff, 'view all accounts') ? own : { ...own, rows: ofTeam(db, staff), isExact: true })
  }
  // The search knows more words of a name than these, so that they are asked for besides.
  const named = subjectsNamed(db, 'contact', name)
  if (named) asked.push({ rows: db.selectFrom(named.as('named')).select('named.subject_id as contact_id') })
  for (const word of wordsIn('contact.sort_name', name)) asked.push({ holds: () => word })
  if (clients !== 'any') asked.push({ holds: byClients(staff)[clients] })
  if (email !== 'any') asked.push({ holds: (eb) => (email === 'with' ? hasEmail(eb) : eb.not(hasEmail(eb))) })
  if (tag !== null) {
    const tagged = db.selectFrom('contact_tag').select('contact_tag.contact_id').where('contact_tag.tag_id', '=', tag)
    asked.push(among('contact', 'contact_tag', tagged))
  }
  return asked
}

/** One page of the contacts that a person may see and that a filter finds. Two queries, and two more where it filters; a walk may be longer. */
export async function contactPage(db: Db, staff: Staff, filter: ContactFilter, cursor: Cursor | null) {
  const { sort, order } = filter
  const column = columns[sort]
  const { query, walks } = await askedOf(db, 'contact', askedBy(db, staff, filter))
  const present = query.where('contact.merged_into_id', 'is', null).where('contact.erased_at', 'is', null)
  const descending = (sort === 'newest') !== (order === 'down')
  const page = await keysetPage(present.select('contact.id').select(keyOf([column]).as('key')), {
    columns: [column],
    id: 'contact.id',
    descending,
    cursor,
    size: contactsPerPage,
    along: walks ? db.selectFrom('contact') : undefined,
  })
  const shown = await shownOf(
    db,
    page.rows.map(({ id }) => id),
  )
  const byId = new Map(shown.map((row) => [row.id, row]))
  return { ...page, rows: page.rows.flatMap(({ id }) => byId.get(id) ?? []) }
}

/** What the list shows, asked of the contacts of the page alone: a filter sorts many more. */
const shownOf = async (db: Db, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('contact')
        .leftJoin('address', (join) =>
          join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1),
        )
        .leftJoin('phone', (join) => join.onRef('phone.contact_id', '=', 'contact.id').on('phone.position', '=', 0))
        .select(['contact.id', 'contact.display_name', 'contact.company'])
        .select(['contact.city', 'address.email', 'phone.number as phone'])
        .where('contact.id', 'in', ids)
        .execute()
