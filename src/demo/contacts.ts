import type { Act } from '#src/audit/audit.ts'
import { ownAddressesOf } from '#src/contacts/address.ts'
import { type ContactInput, changeContact, fieldsOf, phonesOf } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { type Dice, iban, nif } from './dice.ts'

/** The firm knows tax ID and bank account of some contacts in Portugal, and has two people twice. */
export async function completeContacts(act: Act, dice: Dice): Promise<void> {
  const people = await act.trx
    .selectFrom('contact')
    .select(['id', 'version'])
    .where('country', '=', 'PT')
    .where('last_name', '<>', '')
    .orderBy('id')
    .execute()
  for (const { id, version } of people) {
    if (!dice.chance(0.3)) continue
    const known = await inputOf(act, id)
    await changeContact(act, id, version, {
      ...known,
      fields: { ...known.fields, tax_country: 'PT' },
      secrets: { tax_id: nif(dice, '2'), iban: iban(dice) },
    })
  }
  const [byAddress, byPhone] = await reachable(act)
  if (byAddress) await makeAgain(act, byAddress, (known) => ({ ...known, phones: [] }))
  if (byPhone)
    await makeAgain(act, byPhone, ({ fields, phones }) => ({
      fields: { ...fields, first_name: `${fields.first_name.slice(0, 1)}.`, street: '', postcode: '', city: '' },
      emails: [],
      phones,
    }))
}

export async function inputOf(act: Act, id: number): Promise<ContactInput> {
  const contact = await act.trx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const emails = (await ownAddressesOf(act.trx, id)).map(({ email }) => email)
  return { fields: fieldsOf(contact), emails, phones: await phonesOf(act.trx, id) }
}

/** Two contacts with an address and a phone, of accounts far apart. */
async function reachable(act: Act): Promise<number[]> {
  const rows = await act.trx
    .selectFrom('contact')
    .innerJoin('address', 'address.contact_id', 'contact.id')
    .innerJoin('phone', 'phone.contact_id', 'contact.id')
    .select('contact.id')
    .where('contact.id', '>', 100)
    .orderBy('contact.id')
    .limit(40)
    .execute()
  return [rows[0], rows.at(-1)].flatMap((row) => (row ? [row.id] : []))
}

/** As it happens: somebody was entered anew for their second account. */
async function makeAgain(act: Act, id: number, again: (known: ContactInput) => ContactInput): Promise<void> {
  const { account_id } = await act.trx
    .selectFrom('link')
    .select('account_id')
    .where('contact_id', '<>', id)
    .where('account_id', '>', id)
    .orderBy('account_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await linkContact(act, account_id, { contact: again(await inputOf(act, id)) })
}
