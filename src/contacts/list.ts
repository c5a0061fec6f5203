import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { asWords } from '#src/platform/language/fold.ts'
import type { Staff } from '#src/staff/staff.ts'
import { contactsOf } from './contact.ts'

export const contactsPerPage = 50

/** One page of the contacts that a person may see, by name; `begins` narrows them to names that begin so. */
export function contactPage(db: Db, staff: Staff, begins: string, cursor: Cursor | null) {
  const prefix = asWords(begins)
  const query = contactsOf(db, staff)
    .where('contact.erased_at', 'is', null)
    .leftJoin('address', (join) => join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1))
    .leftJoin('phone', (join) => join.onRef('phone.contact_id', '=', 'contact.id').on('phone.position', '=', 0))
    .select(['contact.id', 'contact.sort_name as key', 'contact.display_name', 'contact.company'])
    .select(['contact.city', 'address.email', 'phone.number as phone'])
    .$if(prefix !== '', (narrow) =>
      narrow.where('contact.sort_name', '>=', prefix).where('contact.sort_name', '<', `${prefix}\u{10ffff}`),
    )
  return keysetPage(query, { columns: ['contact.sort_name'], id: 'contact.id', cursor, size: contactsPerPage })
}
