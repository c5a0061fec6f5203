import type { Act } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { hook } from '#src/platform/hook.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'

/** Told when an address is written differently: its row, and what hangs on it, stays. */
export const addressChanged = hook<[act: Act, address: { id: number; contactId: number; old: string; now: string }]>()
/** Told before an address goes for good. */
export const addressLeaving = hook<[act: Act, address: { id: number; contactId: number; email: string }]>()

/** Told when a form is made of a contact's addresses: whoever keeps one from being written differently by this person adds its number. */
export const addressesEdited = hook<[app: App, staff: Staff, contactId: number, locked: Set<number>]>()

/** The address is another contact's login to the portal, or is to become it: two people can't share credentials. */
export class AddressTaken extends Refusal {
  readonly email: string
  constructor(email: string) {
    super(409, 'address taken')
    this.email = email
  }
}

/** Every address of a contact: the primary one first, its other own ones, then those of custom fields. */
export const addressesOf = (db: Db | Trx, contactId: number) =>
  db
    .selectFrom('address')
    .select(['id', 'email', 'is_primary', 'field_id'])
    .where('contact_id', '=', contactId)
    .orderBy('is_primary', 'desc')
    .orderBy((eb) => eb.case().when('field_id', 'is', null).then(0).else(1).end())
    .orderBy('id')
    .execute()

/** The addresses that stand on the contact itself, not in a custom field. */
export const ownAddressesOf = async (db: Db | Trx, contactId: number) =>
  (await addressesOf(db, contactId)).filter((address) => address.field_id === null)

/** Of a contact's addresses, those that this person can't write differently. */
export async function lockedAddresses(app: App, staff: Staff, contactId: number) {
  const locked = new Set<number>()
  await addressesEdited.tell(app, staff, contactId, locked)
  return locked.size === 0 ? [] : (await addressesOf(app.db.read, contactId)).filter(({ id }) => locked.has(id))
}

export const withoutRepeats = (emails: readonly string[]): string[] => [
  ...new Map(emails.map((email) => [emailKey(email), email])).values(),
]

/** A place that an address has: the n-th of the contact's own (0 is the primary one), or a custom field. */
type Place = { own: number } | { field: number }
const placeKey = (place: Place) => ('own' in place ? `own ${place.own}` : `field ${place.field}`)

/** The places and addresses of a contact as they are, for one noun to change its own part of them. */
async function placesOf(trx: Trx, contactId: number): Promise<{ id: number; place: Place; email: string }[]> {
  let own = 0
  return (await addressesOf(trx, contactId)).map(({ id, email, field_id }) => ({
    id,
    email,
    place: field_id === null ? { own: own++ } : { field: field_id },
  }))
}

/** Gives a contact these own addresses, the first as the primary one; those of custom fields stay. */
export async function setOwnAddresses(act: Act, contactId: number, emails: readonly string[]): Promise<void> {
  const known = await placesOf(act.trx, contactId)
  const fields = known.filter(({ place }) => 'field' in place)
  const wanted = withoutRepeats(emails).map((email, own) => ({ place: { own }, email }))
  await setPlaces(act, contactId, known, [...wanted, ...fields])
}

/**
 * Gives a contact these addresses by custom field of type e-mail; its own ones stay, and one that is both is its own. Where nobody has
 * written one of them differently now (`isWritten`), none takes another's place, and with it what that one opened.
 */
export async function setFieldAddresses(
  act: Act,
  contactId: number,
  emails: readonly { fieldId: number; email: string }[],
  isWritten: boolean,
): Promise<void> {
  const known = await placesOf(act.trx, contactId)
  const own = known.filter(({ place }) => 'own' in place)
  const wanted = emails.map(({ fieldId, email }) => ({ place: { field: fieldId }, email }))
  await setPlaces(act, contactId, known, [...own, ...wanted], isWritten)
}

/**
 * An address keeps its row, and with it what hangs on it, while it is written the same, wherever it moves; and while another is
 * written in its place. Anything else comes or goes.
 */
async function setPlaces(
  act: Act,
  contactId: number,
  known: { id: number; place: Place; email: string }[],
  asked: { place: Place; email: string }[],
  isWritten = true,
): Promise<void> {
  const { trx } = act
  const wanted = asked.filter(({ email }, i) => asked.findIndex((one) => emailKey(one.email) === emailKey(email)) === i)
  const row = (place: Place, email: string) => ({
    email,
    email_key: emailKey(email),
    is_primary: 'own' in place && place.own === 0 ? 1 : 0,
    field_id: 'field' in place ? place.field : null,
  })
  const same = (email: string) => known.find((one) => emailKey(one.email) === emailKey(email))
  const keptKeys = new Set(wanted.map(({ email }) => emailKey(email)))
  const free = known.filter((one) => !keptKeys.has(emailKey(one.email)))
  const inPlace = (place: Place) =>
    isWritten ? free.find((one) => placeKey(one.place) === placeKey(place)) : undefined
  const leaving = new Set(free)
  for (const { place, email } of wanted) {
    const replaced = same(email) ? undefined : inPlace(place)
    if (replaced) leaving.delete(replaced)
  }
  for (const { id, email } of leaving) {
    await addressLeaving.tell(act, { id, contactId, email })
    await trx.deleteFrom('address').where('id', '=', id).execute()
  }
  // Only one may be the primary one at any moment.
  await trx.updateTable('address').set({ is_primary: 0 }).where('contact_id', '=', contactId).execute()
  for (const { place, email } of wanted) {
    const kept = same(email) ?? inPlace(place)
    if (!kept) {
      await trx
        .insertInto('address')
        .values({ contact_id: contactId, ...row(place, email) })
        .execute()
      continue
    }
    await trx.updateTable('address').set(row(place, email)).where('id', '=', kept.id).execute()
    if (kept.email !== email) await addressChanged.tell(act, { id: kept.id, contactId, old: kept.email, now: email })
  }
}
