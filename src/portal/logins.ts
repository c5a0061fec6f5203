import { linkedContacts } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'

/** How far a person linked to an account has come with the portal, as far as that account is concerned. */
export interface PersonLogin {
  contactId: number
  name: string
  /** When they were last in the portal, and with what browser; null for never. */
  lastLoginAt: string | null
  userAgent: string | null
  /** Since when they are invited; null where they are not, or have logged in. */
  invitedAt: string | null
  /** Nothing of this account is open to them, nor would be. */
  isOutside: boolean
}

/** The logins that open an account, and the addresses that would: those with LOGIN on, each with its newest invitation that waits. */
const loginsAndInvited = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select(['portal_login.contact_id', 'portal_login.last_login_at as at', 'portal_login.last_user_agent as agent'])
    .select((eb) => eb.lit<number>(1).as('is_login'))
    .where('portal_access.account_id', '=', accountId)
    .unionAll(
      db
        .selectFrom('address_setting')
        .innerJoin('address', 'address.id', 'address_setting.address_id')
        .select('address.contact_id')
        .select((eb) =>
          eb
            .selectFrom('portal_invitation as sent')
            .whereRef('sent.address_id', '=', 'address.id')
            .where('sent.used_at', 'is', null)
            .where('sent.revoked_at', 'is', null)
            .select((n) => n.fn.max('sent.created_at').as('at'))
            .as('at'),
        )
        .select((eb) => [eb.lit(null).as('agent'), eb.lit<number>(0).as('is_login')])
        .where('address_setting.account_id', '=', accountId)
        .where('address_setting.login', '=', 1),
    ),
)

/** Everybody linked to an account: whoever was in the portal last comes first, then the invited, then the others by name. Two queries. */
export async function loginsOf(db: Db, accountId: number): Promise<PersonLogin[]> {
  const [contacts, found] = await Promise.all([linkedContacts(db, accountId), loginsAndInvited(db, accountId)])
  const people = contacts.map(({ id, display_name }): PersonLogin => {
    const theirs = found.filter((row) => row.contact_id === id)
    const newest = theirs.filter((row) => row.is_login === 1).toSorted((a, b) => latest(a.at, b.at))[0]
    const invited = theirs.flatMap((row) => (row.is_login === 0 && row.at ? [row.at] : []))
    return {
      contactId: id,
      name: display_name,
      lastLoginAt: newest?.at ?? null,
      userAgent: newest?.agent ?? null,
      invitedAt: newest?.at ? null : (invited.toSorted()[0] ?? null),
      isOutside: theirs.length === 0,
    }
  })
  return people.toSorted(
    (a, b) =>
      latest(a.lastLoginAt, b.lastLoginAt) ||
      latest(a.invitedAt, b.invitedAt) ||
      Number(a.isOutside) - Number(b.isOutside),
  )
}

/** Orders two times, the later one first and none last. */
const latest = (a: string | null, b: string | null) => (a === b ? 0 : (a ?? '') > (b ?? '') ? -1 : 1)

/** Every visit of those whose login opens an account, the newest first; one more than `most` tells that there are others. */
export async function visitsTo(db: Db, accountId: number, most: number, before?: number) {
  const rows = await db
    .selectFrom('portal_access')
    .innerJoin('portal_visit', 'portal_visit.login_id', 'portal_access.login_id')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['portal_visit.id', 'portal_visit.at', 'portal_visit.how', 'portal_visit.user_agent'])
    .select(['contact.id as contact_id', 'contact.display_name', 'portal_login.email'])
    .where('portal_access.account_id', '=', accountId)
    .$if(before !== undefined, (query) => query.where('portal_visit.id', '<', before!))
    .orderBy('portal_visit.id', 'desc')
    .limit(most + 1)
    .execute()
  return { visits: rows.slice(0, most), more: rows.length > most }
}

export type VisitTo = Awaited<ReturnType<typeof visitsTo>>['visits'][number]
