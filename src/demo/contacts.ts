import type { Act } from '#src/audit/audit.ts'
import { ownAddressesOf } from '#src/contacts/address.ts'
import {
  blankContact,
  type ContactInput,
  changeContact,
  fieldsOf,
  phonesOf,
  presentContact,
} from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { type Dice, iban, nif } from './dice.ts'
import { daysAgo, hour } from './moments.ts'
import { cities, firstNames, lastNames, streets } from './names.ts'

export const isIrish = (city: string) => city === 'Dublin' || city === 'Cork'

/** Somebody who may live there, of that family where one is given. */
export function person(dice: Dice, place: Language, lastName = dice.pick(lastNames[place])): ContactInput {
  const first_name = dice.pick(firstNames[place])
  const [city, postcode] = dice.pick(cities[place])
  const handle = fold(`${first_name}.${lastName}`).replace(/[^a-z.]/g, '')
  const number =
    place === 'pt'
      ? `+351 9${dice.pick(['1', '2', '3', '6'])}${dice.below(10)} ${100 + dice.below(900)} ${100 + dice.below(900)}`
      : `${isIrish(city) ? '+353 8' : '+44 7'}${100 + dice.below(900)} ${100_000 + dice.below(900_000)}`
  return {
    fields: {
      ...blankContact,
      first_name,
      last_name: lastName,
      language: place,
      birth_date: `${1945 + dice.below(60)}-${String(1 + dice.below(12)).padStart(2, '0')}-${String(1 + dice.below(28)).padStart(2, '0')}`,
      street: `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
      city,
      postcode,
      country: place === 'pt' ? 'PT' : isIrish(city) ? 'IE' : 'GB',
    },
    emails: dice.chance(0.93) ? [`${handle}${dice.below(90) + 10}@example.${place === 'pt' ? 'com' : 'org'}`] : [],
    phones: dice.chance(0.9) ? [{ label: '', number }] : [],
  }
}

/** The firm knows tax ID and bank account of some contacts in Portugal, and has two people twice. */
export async function completeContacts(act: Act, dice: Dice): Promise<void> {
  const people = await act.trx
    .selectFrom('contact')
    .select(['id', 'version', 'created_at'])
    .where('country', '=', 'PT')
    .where('last_name', '<>', '')
    .orderBy('id')
    .execute()
  for (const { id, version, created_at } of people) {
    if (!dice.chance(0.3)) continue
    const known = await inputOf(act, id)
    const then = { ...act, at: new Date(Date.parse(created_at) + 2 * hour).toISOString() }
    await changeContact(then, id, version, {
      ...known,
      fields: { ...known.fields, tax_country: 'PT' },
      secrets: { tax_id: nif(dice, '2'), iban: iban(dice) },
    })
  }
  const [byAddress, byPhone] = await reachable(act)
  if (byAddress) await makeAgain(daysAgo(act, 13), byAddress, (known) => ({ ...known, phones: [] }))
  if (byPhone)
    await makeAgain(daysAgo(act, 9), byPhone, ({ fields, phones }) => ({
      fields: { ...fields, first_name: `${fields.first_name.slice(0, 1)}.`, street: '', postcode: '', city: '' },
      emails: [],
      phones,
    }))
}

/** Somebody was there twice, and is one again. Done last of all that is done with contacts, so that it can still be undone. */
export async function mergeTheSame(act: Act): Promise<void> {
  const [, , merged] = await reachable(act)
  if (!merged) return
  const again = await makeAgain(daysAgo(act, 8), merged, (known) => ({ ...known, emails: [] }))
  const of = async (id: number) => ({ id, version: (await presentContact(act.trx, id)).version })
  const [winner, loser] = [await of(merged), await of(again)]
  await mergeContacts(daysAgo(act, 7), { winner, loser, choices: new Map() })
}

export async function inputOf(act: Act, id: number): Promise<ContactInput> {
  const contact = await act.trx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const emails = (await ownAddressesOf(act.trx, id)).map(({ email }) => email)
  return { fields: fieldsOf(contact), emails, phones: await phonesOf(act.trx, id) }
}

/** Three contacts with an address and a phone, of accounts far apart. */
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
  return [rows[0], rows.at(-1), rows[20]].flatMap((row) => (row ? [row.id] : []))
}

/** As it happens: somebody was entered anew for their second account. */
async function makeAgain(act: Act, id: number, again: (known: ContactInput) => ContactInput): Promise<number> {
  const { account_id } = await act.trx
    .selectFrom('link')
    .select('account_id')
    .where('contact_id', '<>', id)
    .where('account_id', '>', id)
    .orderBy('account_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await linkContact(act, account_id, { contact: again(await inputOf(act, id)) })
  const { made } = await act.trx
    .selectFrom('contact')
    .select((eb) => eb.fn.max<number>('id').as('made'))
    .executeTakeFirstOrThrow()
  return made
}
