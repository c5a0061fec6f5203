import type { NotNull } from 'kysely'
import { type AccountFields, archiveAccount, blankAccount } from '#src/accounts/account.ts'
import { type AccountRole, accountRoles, follow, setAccountRoles, setAccountTags, setTeam } from '#src/accounts/team.ts'
import { type Act, type Actor, perform } from '#src/audit/audit.ts'
import { blankContact, type ContactInput } from '#src/contacts/contact.ts'
import { createFirm } from '#src/firm/firm.ts'
import { type Linked, openAccount } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import { fold } from '#src/platform/language/fold.ts'
import { hashPassword } from '#src/staff/password.ts'
import { addStaff } from '#src/staff/staff.ts'
import { createTag } from '#src/tags/tag.ts'
import { makeChats } from './chats.ts'
import { completeContacts } from './contacts.ts'
import { type Dice, nif, seeded } from './dice.ts'
import { fileDocuments } from './documents.ts'
import { makeFields } from './fields.ts'
import { makeGroups } from './groups.ts'
import { makeJobs } from './jobs.ts'
import { cities, descriptions, firstNames, lastNames, streets, tags, trades } from './names.ts'
import { writeNotes } from './notes.ts'
import { storePapers } from './papers.ts'
import { demoPeople } from './people.ts'
import { openPortal } from './portal.ts'
import { shareTasks } from './shared-tasks.ts'
import { makeTasks } from './tasks.ts'
import { enterTime } from './time.ts'
import { giveWorkToJobs } from './work-of-jobs.ts'

type Place = 'pt' | 'en'

function person(dice: Dice, place: Place, lastName = dice.pick(lastNames[place])): ContactInput {
  const first_name = dice.pick(firstNames[place])
  const [city, postcode] = dice.pick(cities[place])
  const handle = fold(`${first_name}.${lastName}`).replace(/[^a-z.]/g, '')
  const number =
    place === 'pt'
      ? `+351 9${dice.pick(['1', '2', '3', '6'])}${dice.below(10)} ${100 + dice.below(900)} ${100 + dice.below(900)}`
      : `+44 7${100 + dice.below(900)} ${100_000 + dice.below(900_000)}`
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
      country: place === 'pt' ? 'PT' : city === 'Dublin' || city === 'Cork' ? 'IE' : 'GB',
    },
    emails: dice.chance(0.93) ? [`${handle}${dice.below(90) + 10}@example.${place === 'pt' ? 'com' : 'org'}`] : [],
    phones: dice.chance(0.9) ? [{ label: '', number }] : [],
  }
}

function company(dice: Dice, place: Place): AccountFields {
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
    company_country: place === 'pt' ? 'PT' : 'GB',
    tax_country: place === 'pt' ? 'PT' : '',
    tax_id: place === 'pt' ? nif(dice, '50') : '',
  }
}

const accountCount = 250
/** Two more are added twice. */
const contactCount = 398

/**
 * Makes the demo firm in an empty database: 5 staff, 250 accounts, 400 contacts, 5 groups, 9 custom fields, some 200 notes, 150 tasks, 200 documents, 4 services with two months of time, some 50 chats, all invented, always the same ones but for their
 * times. Everybody's password is the given one. Throws where there is a firm already.
 */
export async function makeDemoFirm(app: App, by: Actor, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  const papers = await storePapers(app)
  await perform(app, by, async (act) => {
    await createFirm(act, { name: 'Almeida & Hale', country: 'PT', language: 'en', time_zone: 'Europe/Lisbon' }, true)
    const staffIds: number[] = []
    for (const { rights = [], ...someone } of demoPeople)
      staffIds.push(await addStaff(act, { ...someone, rights, passwordHash }))
    const tagIds: number[] = []
    for (const [name, colour] of tags) tagIds.push(await createTag(act, { name, colour }))
    const colleagues: Actor[] = demoPeople
      .slice(0, 3)
      .map(({ name }, i) => ({ staffId: staffIds[i] ?? null, name, address: '127.0.0.1', userAgent: null }))
    await makeAccounts(act, seeded(20261), staffIds, colleagues, tagIds)
    const byOwner = { ...act, by: { ...by, staffId: staffIds[0] ?? null, name: demoPeople[0]!.name } }
    await enterTime(byOwner, seeded(20265), colleagues)
    await completeContacts(act, seeded(20262))
    await makeGroups(byOwner)
    await writeNotes(act, seeded(20265), colleagues)
    await openPortal(act, seeded(20263), passwordHash, colleagues)
    await makeFields(byOwner, seeded(20264), staffIds)
    await makeTasks(act, seeded(20266), colleagues)
    await fileDocuments(act, seeded(20267), colleagues, papers)
    await shareTasks(act, colleagues)
    await makeChats(act, seeded(20269), colleagues)
    await makeJobs(byOwner, seeded(20270), colleagues)
    await giveWorkToJobs(act)
    await openWhereTheyWorked(act)
  })
}

async function makeAccounts(
  act: Act,
  dice: Dice,
  staffIds: readonly number[],
  colleagues: readonly Actor[],
  tagIds: readonly number[],
): Promise<void> {
  const [owner = 0, admin = 0, employee = 0] = staffIds
  const start = Date.parse(act.at)
  const known: number[] = []
  let contacts = 0
  for (let i = 0; i < accountCount; i++) {
    // The firm has grown over three years, the newest account yesterday.
    const then: Act = {
      ...act,
      by: dice.pick(colleagues),
      at: new Date(start - (accountCount - i) * 4.3 * 86_400_000).toISOString(),
    }
    const place: Place = dice.chance(0.65) ? 'pt' : 'en'
    const isCompany = dice.chance(0.4)
    const fields = isCompany
      ? company(dice, place)
      : {
          ...blankAccount,
          type: dice.chance(0.95) ? ('individual' as const) : ('other' as const),
          tax_country: place === 'pt' ? 'PT' : '',
          tax_id: place === 'pt' ? nif(dice, '2') : '',
        }
    const left = contactCount - contacts
    const wanted = Math.max(
      1,
      Math.min(left - (accountCount - i - 1), i === accountCount - 1 ? left : 1 + dice.below(3)),
    )
    const first = person(dice, place)
    const people: Linked[] = [
      { contact: first, description: isCompany ? dice.pick(descriptions[place].slice(0, 3)) : '' },
    ]
    for (let n = 1; n < wanted; n++)
      people.push({
        contact: person(dice, place, isCompany ? undefined : first.fields.last_name),
        description: dice.pick(descriptions[place]),
      })
    contacts += people.length
    // Some people are the contact of a company as well as of their own account.
    if (known.length > 0 && dice.chance(0.2))
      people.push({ contactId: dice.pick(known), description: dice.pick(descriptions[place]) })
    const account = await openAccount(then, { fields, contacts: people })
    const linked = await act.trx.selectFrom('link').select('contact_id').where('account_id', '=', account.id).execute()
    known.push(linked[0]!.contact_id)
    await setAccountTags(
      then,
      account.id,
      tagIds.filter(() => dice.chance(0.15)),
    )
    await setTeam(then, account.id, [
      ...(dice.chance(0.5) ? [employee] : []),
      ...(dice.chance(0.3) ? [admin] : []),
      ...(dice.chance(0.2) ? [owner] : []),
    ])
    if (dice.chance(0.6))
      await setAccountRoles(
        then,
        account.id,
        Object.fromEntries(accountRoles.map((role: AccountRole, n) => [role, [employee, admin][n] ?? null])),
      )
    if (dice.chance(0.1)) await follow(then, account.id, owner, true)
    if (dice.chance(0.08))
      await archiveAccount({ ...then, at: new Date(Date.parse(then.at) + 30 * 86_400_000).toISOString() }, account.id)
  }
}

/** Whoever did something on an account had opened it. */
const openWhereTheyWorked = ({ trx }: Act) =>
  trx
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
