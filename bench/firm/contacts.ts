import { plainName } from '#src/contacts/name.ts'
import { cities, firstNames, lastNames, streets } from '#src/demo/names.ts'
import { tags } from '#src/demo/tags.ts'
import { asWords, fold, phoneKey } from '#src/platform/language/fold.ts'
import type { Findable } from '#src/search/folded.ts'
import { recordEvent } from './audit.ts'
import type { Account, Contact, Firm } from './firm.ts'
import type { AddFindable } from './search.ts'

/** Adds contacts one by one, as the accounts need them, and tells how many there are. */
export function contactsOf({ bulk, dice }: Firm, addFindable: AddFindable) {
  let contactId = 0
  let addressId = 0

  const add = (place: Account['place'], created_at: string, staffId: number): Contact => {
    const id = ++contactId
    const first_name = dice.pick(firstNames[place])
    // Two surnames, as the Portuguese have: 100,000 people share some thousand full names otherwise.
    const last_name = `${dice.pick(lastNames[place])} ${dice.pick(lastNames[place])}`
    const [city, postcode] = dice.pick(cities[place])
    const name = plainName({ first_name, last_name, company: '' })
    bulk.add('contact', {
      id,
      first_name,
      last_name,
      display_name: name,
      sort_name: asWords(name),
      language: place,
      birth_date: `${1945 + dice.below(60)}-0${1 + dice.below(9)}-${10 + dice.below(18)}`,
      street: `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
      city,
      postcode,
      country: place === 'pt' ? 'PT' : 'GB',
      created_at,
    })
    const texts: Findable[] = [{ field: 'name', text: name }]
    let email = ''
    if (dice.chance(0.93)) {
      email = `${fold(`${first_name}.${last_name}`).replace(/[^a-z.]/g, '')}${id}@example.com`
      bulk.add('address', { id: ++addressId, contact_id: id, is_primary: 1, email, email_key: email })
      texts.push({ field: 'email', text: email })
    }
    if (dice.chance(0.9)) {
      const number = `+351 9${dice.below(100)} ${100 + dice.below(900)} ${100 + dice.below(900)}`
      bulk.add('phone', { contact_id: id, position: 0, number, digits: phoneKey(number) })
      texts.push({ field: 'phone', text: number })
    }
    if (dice.chance(0.1)) bulk.add('contact_tag', { contact_id: id, tag_id: 1 + dice.below(tags.length) })
    addFindable('contact', id, texts)
    recordEvent(bulk, { at: created_at, kind: 'contact created', staffId, subject: name, contact: id })
    return { id, name, address: addressId, email }
  }

  return { add, count: () => contactId }
}
