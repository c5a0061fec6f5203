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

/** The logins that open an account. */
const loginsTo = prepared((db, accountId: Placeholder<number>) =>
  db
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select(['portal_login.contact_id', 'portal_login.last_login_at', 'portal_login.last_user_agent'])
    .where('portal_access.account_id', '=', accountId),
)

/** The addresses with LOGIN on, each with its newest invitation that waits. */
const invitedTo = prepared((db, accountId: Placeholder<number>) =>
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
        .as('invited_at'),
    )
    .where('address_setting.account_id', '=', accountId)
    .where('address_setting.login', '=', 1),
)

/** Everybody linked to an account: whoever was in the portal last comes first, then the invited, then the others by name. Three queries. */
export async function loginsOf(db: Db, accountId: number): Promise<PersonLogin[]> {
  const [contacts, logins, settings] = await Promise.all([
    linkedContacts(db, accountId),
    loginsTo(db, accountId),
    invitedTo(db, accountId),
  ])
  const people = contacts.map(({ id, display_name }): PersonLogin => {
    const own = logins.filter((login) => login.contact_id === id)
    const newest = own.toSorted((a, b) => latest(a.last_login_at, b.last_login_at))[0]
    const open = settings.filter((setting) => setting.contact_id === id)
    const invited = open.map((setting) => setting.invited_at).filter((at) => at !== null)
    return {
      contactId: id,
      name: display_name,
      lastLoginAt: newest?.last_login_at ?? null,
      userAgent: newest?.last_user_agent ?? null,
      invitedAt: newest?.last_login_at ? null : (invited.toSorted()[0] ?? null),
      isOutside: own.length === 0 && open.length === 0,
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
