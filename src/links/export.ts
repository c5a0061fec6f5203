import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { fieldsOf } from '#src/contacts/contact.ts'
import type { Db } from '#src/platform/db/database.ts'
import { csvOf } from '#src/platform/web/csv.ts'
import { fieldWords } from '#views/audit/event-words.ts'

/** The contacts of an account, as JSON and as a table. What is sealed of them stays so: reading it is another thing. */
export async function* contactsExport({ app, account, language, country }: Exporting): AsyncGenerator<ExportPart> {
  const contacts = await wholeContacts(app.db.read, account.id)
  yield { facts: { contacts } }
  const columns = [
    'first_name',
    'last_name',
    'company',
    'description',
    'emails',
    'phones',
    'street',
    'street_2',
    'postcode',
    'city',
    'region',
    'country',
    'language',
    'birth_date',
    'notes',
  ] as const
  async function* rows() {
    yield columns.map((column) => fieldWords[column][language])
    for (const contact of contacts)
      yield columns.map((column) => {
        const value = contact[column]
        return Array.isArray(value) ? value.join('; ') : (value ?? '')
      })
  }
  yield { file: { name: 'contacts.csv', open: () => csvOf(rows(), country) } }
}

/** Everything that stands openly on the contacts of an account and on their links to it. Three queries. */
async function wholeContacts(db: Db, accountId: number) {
  const linked = await db
    .selectFrom('link')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .selectAll('contact')
    .innerJoin('account', 'account.id', 'link.account_id')
    .select(['link.description', 'link.signer_position', 'account.primary_contact_id'])
    .where('link.account_id', '=', accountId)
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .execute()
  const of = linked.map((contact) => contact.id)
  const [addresses, phones] = await Promise.all([
    db
      .selectFrom('address')
      .select(['contact_id', 'email'])
      .where('contact_id', 'in', of)
      .orderBy('is_primary', 'desc')
      .orderBy('id')
      .execute(),
    db.selectFrom('phone').select(['contact_id', 'number']).where('contact_id', 'in', of).orderBy('position').execute(),
  ])
  return linked.map((contact) => ({
    id: contact.id,
    ...fieldsOf(contact),
    emails: addresses.filter((row) => row.contact_id === contact.id).map((row) => row.email),
    phones: phones.filter((row) => row.contact_id === contact.id).map((row) => row.number),
    description: contact.description,
    signer_position: contact.signer_position,
    is_primary: contact.id === contact.primary_contact_id,
  }))
}
