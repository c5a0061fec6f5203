import type { NotNull } from 'kysely'
import { type AccountFields, archiveAccount, blankAccount } from '#src/accounts/account.ts'
import { accountRoles } from '#src/accounts/rules.ts'
import { follow, setAccountRoles, setAccountTags, setTeam } from '#src/accounts/team.ts'
import type { Act } from '#src/audit/audit.ts'
import { type Linked, openAccount } from '#src/links/link.ts'
import type { Language } from '#src/platform/language/language.ts'
import { isIrish, person } from './contacts.ts'
import { type Dice, nif } from './dice.ts'
import { daysAgo, onWorkingDay } from './moments.ts'
import { cities, descriptions, lastNames, streets, trades } from './names.ts'
import type { Colleague } from './staff.ts'

/** The one that the documentation shows: there is more on it than elsewhere. */
export const shownAccount = 8
const accountCount = 250
/** Three more are added: they are there twice, until two of those are one again. */
const contactCount = 398

/** Accounts of companies and of people, each with its contacts, tags and team. */
export async function makeAccounts(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  tagIds: readonly number[],
  language: Language,
): Promise<void> {
  const known: number[] = []
  let contactsLeft = contactCount
  for (let left = accountCount - 1; left >= 0; left--) {
    // The firm has grown over three years, the newest account some days ago.
    const then = opening(daysAgo(act, (left + 1) * 4.3, dice.pick(colleagues)))
    const place = dice.chance(0.65) ? 'pt' : 'en'
    const isCompany = dice.chance(0.4)
    const fields = isCompany ? company(dice, place) : household(dice, place)
    const wanted = left === 0 ? contactsLeft : 1 + dice.below(3)
    const contacts = people(dice, place, isCompany, Math.max(1, Math.min(contactsLeft - left, wanted)), language)
    contactsLeft -= contacts.length
    // Some people are the contact of a company as well as of their own account.
    if (known.length > 0 && dice.chance(0.2))
      contacts.push({ contactId: dice.pick(known), description: dice.pick(descriptions[language]) })
    const { id } = await openAccount(then, { fields, contacts })
    const linked = await act.trx.selectFrom('link').select('contact_id').where('account_id', '=', id).execute()
    known.push(linked[0]!.contact_id)
    const tagged = tagIds.filter(() => dice.chance(0.15))
    await setAccountTags(then, id, tagged)
    await giveTo(then, dice, id, colleagues)
    if (dice.chance(0.08)) await archiveAccount(halfway(then, act), id)
  }
}

/** A client is opened in the morning: what is done for them comes later that day. */
const opening = (act: Act): Act => ({ ...act, at: `${onWorkingDay(act.at).slice(0, 10)}T08:${act.at.slice(14)}` })

/** Half of the time since then has passed: clients who left were clients for a while, and have been away for one. */
const halfway = (then: Act, now: Act): Act => {
  const at = new Date((Date.parse(then.at) + Date.parse(now.at)) / 2).toISOString()
  return { ...then, at: `${onWorkingDay(at).slice(0, 10)}T16:${at.slice(14)}` }
}

function company(dice: Dice, place: Language): AccountFields {
  const [city, postcode] = dice.pick(cities[place])
  const family = dice.pick(lastNames[place])
  const trade = dice.pick(trades[place])
  const name = place === 'pt' ? `${trade} ${family}, Lda.` : `${family} ${trade} Ltd`
  return {
    ...blankAccount,
    type: 'company',
    company_name: name,
    company_street: `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
    company_city: city,
    company_postcode: postcode,
    company_country: place === 'pt' ? 'PT' : isIrish(city) ? 'IE' : 'GB',
    tax_country: place === 'pt' ? 'PT' : '',
    tax_id: place === 'pt' ? nif(dice, '50') : '',
  }
}

const household = (dice: Dice, place: Language): AccountFields => ({
  ...blankAccount,
  type: dice.chance(0.95) ? 'individual' : 'other',
  tax_country: place === 'pt' ? 'PT' : '',
  tax_id: place === 'pt' ? nif(dice, '2') : '',
})

/** The contacts of an account: one family, unless it is a company. */
function people(dice: Dice, place: Language, isCompany: boolean, count: number, language: Language): Linked[] {
  const first = person(dice, place)
  const found: Linked[] = [
    { contact: first, description: isCompany ? dice.pick(descriptions[language].slice(0, 2)) : '' },
  ]
  while (found.length < count)
    found.push({
      contact: person(dice, place, isCompany ? undefined : first.fields.last_name),
      description: dice.pick(descriptions[language]),
    })
  return found
}

/** Says who works on an account. */
async function giveTo(then: Act, dice: Dice, id: number, colleagues: readonly Colleague[]): Promise<void> {
  const [owner = 0, admin = 0, employee = 0] = colleagues.map(({ staffId }) => staffId)
  await setTeam(then, id, [
    ...(dice.chance(0.5) ? [employee] : []),
    ...(dice.chance(0.3) ? [admin] : []),
    ...(dice.chance(0.2) ? [owner] : []),
  ])
  if (dice.chance(0.6))
    await setAccountRoles(
      then,
      id,
      Object.fromEntries(accountRoles.map((role, n) => [role, [employee, admin][n] ?? null])),
    )
  if (dice.chance(0.1)) await follow(then, id, owner, true)
}

/** Whoever did something on an account had opened it. */
export async function openWhereTheyWorked({ trx }: Act): Promise<void> {
  await trx
    .insertInto('account_opening')
    .columns(['staff_id', 'account_id', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('audit_event')
        .innerJoin('account', 'account.id', 'audit_event.account_id')
        .select(['staff_id', 'account_id', eb.fn.max('at').as('at')])
        .where('staff_id', 'is not', null)
        .groupBy(['staff_id', 'account_id'])
        .$narrowType<{ staff_id: NotNull; account_id: NotNull }>(),
    )
    .execute()
}
