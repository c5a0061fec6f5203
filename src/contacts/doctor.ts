import type { Db } from '#src/platform/db/database.ts'
import { asWords, phoneKey } from '#src/platform/language/fold.ts'
import { wronglyFound } from '#src/search/doctor.ts'
import { findableOf } from './contact.ts'

const contactsAtATime = 500

/** What is wrong with the contacts: each is sorted by its name and found by what it says, and by its telephone numbers. */
export async function wrongContacts(db: Db): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; ; ) {
    const contacts = await db
      .selectFrom('contact')
      .select(['id', 'display_name', 'sort_name', 'company', 'merged_into_id', 'erased_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(contactsAtATime)
      .execute()
    if (contacts.length === 0) return wrong
    const ids = contacts.map(({ id }) => id)
    const addresses = await db
      .selectFrom('address')
      .select(['contact_id', 'email'])
      .where('contact_id', 'in', ids)
      .execute()
    const phones = await db
      .selectFrom('phone')
      .select(['contact_id', 'number', 'digits'])
      .where('contact_id', 'in', ids)
      .execute()
    for (const contact of contacts)
      if (contact.sort_name !== asWords(contact.display_name))
        wrong.push(`contact ${contact.id} is sorted by another name`)
    for (const { contact_id, number, digits } of phones)
      if (digits !== phoneKey(number))
        wrong.push(`contact ${contact_id} has a telephone number that is not compared by its digits`)
    const emailsOf = Map.groupBy(addresses, (address) => address.contact_id)
    const phonesOf = Map.groupBy(phones, (phone) => phone.contact_id)
    const expected = contacts.map((contact) => ({
      id: contact.id,
      name: `contact ${contact.id}`,
      texts:
        contact.merged_into_id !== null || contact.erased_at !== null
          ? []
          : findableOf({
              name: contact.display_name,
              company: contact.company,
              emails: (emailsOf.get(contact.id) ?? []).map(({ email }) => email),
              phones: (phonesOf.get(contact.id) ?? []).map(({ number }) => number),
            }),
    }))
    wrong.push(...(await wronglyFound(db, 'contact', expected)))
    after = contacts.at(-1)!.id
  }
}
