import { invite } from '#src/addresses/invite.ts'
import { isTaken, setSwitch } from '#src/addresses/setting.ts'
import type { Act, Actor } from '#src/audit/audit.ts'
import { ownAddressesOf } from '#src/contacts/address.ts'
import { changeContact, presentContact } from '#src/contacts/contact.ts'
import type { Language } from '#src/platform/language/language.ts'
import { accountsWithLogin, makeLogin } from '#src/portal/activation.ts'
import { recordLogin, type WayIn } from '#src/portal/visit.ts'
import { inputOf } from './contacts.ts'
import type { Dice } from './dice.ts'
import { daysAgo, inTheDay } from './moments.ts'
import type { Colleague } from './staff.ts'

/** Who signs in to the demo firm's portal, with the password of its staff. */
export const demoClient = 'client@ficha.example'
/** Who is invited, and who may log in without having been told, of those who are chosen; all others have come. */
const invited = { from: 12, to: 18 }
const untold = { from: 18, to: 23 }
const peopleCount = 36
/** Whose invitation has run out. */
const forgetful = invited.to - 1
/** Who has another address since they come. */
const moved = 30
/** When people are up. */
const awake = { from: 8, hours: 13 }

const userAgents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
]
const messages = {
  en: ['', 'As we said on the phone: here is your access.', 'From now on you find our letters there.', ''],
  pt: ['', 'Como falámos ao telefone: aqui está o seu acesso.', 'A partir de agora encontra lá as nossas cartas.', ''],
}

interface Person {
  contactId: number
  addressId: number
  email: string
  name: string
  language: Language | null
  accounts: number[]
}

interface Entry {
  loginId: number
  at: string
  how: WayIn
  by: Actor
}

/**
 * Some clients have been in the portal over the last weeks, some are invited, one of them too long ago, some may log in without having
 * been told. One has another address since, and still gets in by the old one. One of them, whose address is `demoClient`, opens two
 * accounts.
 */
export async function openPortal(
  act: Act,
  dice: Dice,
  passwordHash: string,
  colleagues: readonly Colleague[],
  language: Language,
): Promise<void> {
  const message = () => dice.pick(messages[language])
  const people = await chosenPeople(act)
  // Owner and admin: an employee can't open what they don't see.
  const seeAll = colleagues.slice(0, 2)
  const ago = (days: number) => daysAgo(act, days, dice.pick(seeAll))
  const entries: Entry[] = []
  for (const [i, person] of people.entries()) {
    if (i >= untold.from && i < untold.to)
      for (const account of person.accounts) await setSwitch(ago(3), account, person.addressId, 'login', true)
    else if (i >= invited.from && i < invited.to)
      await inviteThem(ago(i === forgetful ? 50 : 1 + dice.below(12)), person, message())
    else {
      // Longer ago than the oldest message that they have written.
      const days = 45 + dice.below(40)
      await inviteThem(ago(days), person, message())
      await act.trx
        .updateTable('outgoing_mail')
        .set({ status: 'sent', sent_at: ago(days).at })
        .where('contact_id', '=', person.contactId)
        .execute()
      entries.push(...(await settleIn(ago, dice, person, days - 1, passwordHash)))
      if (i === moved) await moveOn(ago(11), person)
    }
  }
  for (const { loginId, at, how, by } of entries.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
    await recordLogin({ ...act, at, by }, loginId, how)
}

/** They tell the office another address: the login goes on by the old one until it is switched off. */
async function moveOn(act: Act, { contactId }: Person): Promise<void> {
  const { version } = await presentContact(act.trx, contactId)
  const known = await inputOf(act, contactId)
  const emails = known.emails.map((email) => email.replace(/@.*/, '@example.net'))
  await changeContact(act, contactId, version, { ...known, emails })
}

/** Whoever opens several accounts is told of what is new on each but the last: there somebody else reads it. */
async function inviteThem(act: Act, { accounts, addressId, email }: Person, message: string): Promise<void> {
  for (const [i, account] of accounts.entries()) {
    await setSwitch(act, account, addressId, 'login', true)
    const isLast = i > 0 && i === accounts.length - 1
    if (!isLast || email === demoClient) await setSwitch(act, account, addressId, 'notify', true)
  }
  await invite(act, accounts[0]!, addressId, message)
}

/** Makes somebody's login, that many days ago, and gives when they have come since. */
async function settleIn(
  ago: (days: number) => Act,
  dice: Dice,
  { addressId, contactId, name }: Person,
  days: number,
  passwordHash: string,
): Promise<Entry[]> {
  const { trx } = ago(days)
  const from = (n: number): Actor => ({
    staffId: null,
    name,
    address: `192.0.2.${1 + (contactId % 250)}`,
    userAgent: userAgents[n % userAgents.length]!,
  })
  const usual = dice.below(userAgents.length)
  const invitation = await trx
    .selectFrom('portal_invitation')
    .select(['id', 'email'])
    .where('address_id', '=', addressId)
    .executeTakeFirstOrThrow()
  const accounts = await accountsWithLogin(trx, addressId)
  const first = { ...ago(days), at: inTheDay(dice, ago(days).at, awake), by: from(usual) }
  const loginId = await makeLogin(
    first,
    { ...invitation, contact_id: contactId, accounts },
    { passwordHash, language: null },
  )
  const entries: Entry[] = [{ loginId, at: first.at, how: 'activation', by: first.by }]
  for (let visits = 2 + dice.below(8); visits > 0; visits--) {
    const by = from(dice.chance(0.8) ? usual : dice.below(userAgents.length))
    const how = dice.chance(0.05) ? 'reset' : 'sign-in'
    entries.push({ loginId, at: inTheDay(dice, ago(1 + dice.below(days - 1)).at, awake), how, by })
  }
  return entries
}

/** People with an address that is nobody else's, of accounts that are not archived; first the one whom the documentation names. */
async function chosenPeople(act: Act): Promise<Person[]> {
  const rows = await act.trx
    .selectFrom('link')
    .innerJoin('account', 'account.id', 'link.account_id')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .innerJoin('address', (join) =>
      join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1),
    )
    .select([
      'account.id as account_id',
      'contact.id as contact_id',
      'contact.display_name',
      'address.id as address_id',
    ])
    .select(['address.email', 'contact.language'])
    .where('account.archived_at', 'is', null)
    .orderBy('account.id')
    .orderBy('contact.sort_name')
    .execute()
  const found: Person[] = []
  for (const [contactId, links] of Map.groupBy(rows, (row) => row.contact_id)) {
    const { address_id: addressId, display_name: name, email, language } = links[0]!
    if (await isTaken(act.trx, email, contactId)) continue
    if (rows.some((row) => row.contact_id !== contactId && row.email === email)) continue
    found.push({ contactId, addressId, email, name, language, accounts: links.map((link) => link.account_id) })
  }
  const several = found.filter((person) => person.accounts.length > 1)
  const named = several.find((person) => person.language === 'en') ?? several[0] ?? found[0]!
  const others = found.filter((person) => person !== named).slice(0, peopleCount - 1)
  return [{ ...named, email: demoClient, addressId: await giveAddress(daysAgo(act, 100), named.contactId) }, ...others]
}

/** Gives a contact the address of the demo's client beside their own. */
async function giveAddress(act: Act, contactId: number): Promise<number> {
  const { version } = await act.trx
    .selectFrom('contact')
    .select('version')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  const known = await inputOf(act, contactId)
  await changeContact(act, contactId, version, { ...known, emails: [...known.emails, demoClient] })
  return (await ownAddressesOf(act.trx, contactId)).find((address) => address.email === demoClient)!.id
}
