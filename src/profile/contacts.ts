import { type AddressLine, addressLines } from '#src/addresses/lines.ts'
import { contactName } from '#src/contacts/name.ts'
import { findLink, linkedContacts } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Language } from '#src/platform/language/language.ts'

/** How many contacts of one account stand on a page. */
export const contactsPerPage = 50

export type LinkedContact = Awaited<ReturnType<typeof linkedContacts>>[number] & { addresses: AddressLine[] }

export interface ContactsPage {
  contacts: LinkedContact[]
  total: number
  /** The first contact of the pages around this one. */
  previous: number | undefined
  next: number | undefined
}

/** The page of an account's contacts on which one of them stands, the first one where none is named; by name as the language sorts. Two queries. */
export async function findContactsPage(
  db: Db,
  language: Language,
  accountId: number,
  now: Date,
  shown: number | null,
): Promise<ContactsPage> {
  const { compare } = formatsIn(language)
  const all = (await linkedContacts(db, accountId)).sort(
    (a, b) => compare(contactName(a), contactName(b)) || a.id - b.id,
  )
  const at = Math.max(
    0,
    all.findIndex((contact) => contact.id === shown),
  )
  const start = at - (at % contactsPerPage)
  const links = all.slice(start, start + contactsPerPage)
  return {
    contacts: await withAddresses(db, accountId, links, now),
    total: all.length,
    previous: all[start - contactsPerPage]?.id,
    next: all[start + contactsPerPage]?.id,
  }
}

/** One linked contact as its row shows it. Throws 404 where it is not linked. */
export async function findContactRow(db: Db, accountId: number, contactId: number | null, now: Date) {
  const link = await findLink(db, accountId, contactId)
  const [contact] = await withAddresses(db, accountId, [link], now)
  return contact!
}

async function withAddresses<Link extends { id: number }>(
  db: Db,
  accountId: number,
  links: readonly Link[],
  now: Date,
) {
  const lines = await addressLines(
    db,
    accountId,
    links.map((link) => link.id),
    now,
  )
  const byContact = Map.groupBy(lines, (line) => line.contactId)
  return links.map((link) => ({ ...link, addresses: byContact.get(link.id) ?? [] }))
}
