import { shortIdPrefix } from '#src/accounts/short-id.ts'
import { taxKey } from '#src/accounts/tax-id.ts'
import { cities, lastNames, streets, trades } from '#src/demo/names.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { recordEvent } from './audit.ts'
import { contactsOf } from './contacts.ts'
import { type Account, accountsOfEmployee, type Firm } from './firm.ts'
import { searchOf } from './search.ts'
import { somePreparer } from './staff.ts'

/** Adds accounts one by one, each with its contacts; in the end how far the short IDs have been given away. */
export function accountsOf(firm: Firm) {
  const { bulk, dice, now, accountCount, everyNth } = firm
  const addFindable = searchOf(firm)
  const contacts = contactsOf(firm, addFindable)
  const prefixes = new Map<string, number>()

  const shortId = (name: string) => {
    const prefix = shortIdPrefix(name)
    const last = (prefixes.get(prefix) ?? 0) + 1
    prefixes.set(prefix, last)
    return `${prefix}${last}`
  }

  const add = (id: number): Account => {
    // The firm has grown over ten years.
    const created_at = new Date(now - Math.round((1 - id / (accountCount + 1)) * 10 * 365) * 86_400_000).toISOString()
    const place = dice.chance(0.65) ? 'pt' : 'en'
    const isCompany = dice.chance(0.4)
    const preparer = somePreparer(firm)
    const shared = contacts.count() > 100 && dice.chance(0.1) ? 1 + dice.below(contacts.count()) : null
    // 1.6 contacts of their own for each account.
    const own = Array.from({ length: [1, 2, 1, 2, 2][id % 5]! }, () => contacts.add(place, created_at, preparer))
    const family = dice.pick(lastNames[place])
    const trade = dice.pick(trades[place])
    const company = isCompany ? (place === 'pt' ? `${trade} ${family}, Lda.` : `${family} ${trade} Ltd`) : ''
    const name = company || own[0]!.name
    const short_id = shortId(name)
    const tax_id = place === 'pt' ? String((isCompany ? 500_000_000 : 200_000_000) + id) : ''
    const [company_city, company_postcode] = dice.pick(cities[place])
    bulk.add('account', {
      id,
      short_id,
      name,
      sort_name: asWords(name),
      type: isCompany ? 'company' : dice.chance(0.95) ? 'individual' : 'other',
      company_name: company,
      company_street: company && `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
      company_city: company && company_city,
      company_postcode: company && company_postcode,
      company_country: company && (place === 'pt' ? 'PT' : 'GB'),
      tax_country: tax_id && 'PT',
      tax_id,
      tax_key: taxKey(tax_id),
      created_at,
      archived_at: dice.chance(0.08) ? created_at : null,
    })
    addFindable('account', id, [
      { field: 'name', text: name },
      { field: 'id', text: short_id },
      { field: 'tax id', text: tax_id },
    ])
    recordEvent(bulk, { at: created_at, kind: 'account created', staffId: preparer, subject: name, account: id })
    const isOfEmployee = id % everyNth === 0 && id / everyNth <= accountsOfEmployee
    return { id, name, place, created_at, preparer, contacts: own, shared, isOfEmployee }
  }

  const addCounters = () => {
    for (const [prefix, last] of prefixes) bulk.add('short_id_counter', { prefix, last })
  }

  return { add, addCounters }
}
