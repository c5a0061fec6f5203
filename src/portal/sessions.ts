import { plainName } from '#src/contacts/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { type SessionRow, sessionsOfRealm } from '#src/platform/web/sessions.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    portal_session: SessionRow & { login_id: number }
  }
}

/** Somebody who is signed in to the portal. */
export interface Client {
  loginId: number
  contactId: number
  name: string
  email: string
  /** As chosen in the portal, else the contact's. */
  language: Language | null
  /** As chosen in the portal. */
  ownLanguage: Language | null
  firmName: string
  timeZone: string
  country: string
}

/** The client of a session; nobody where no account opens any more. */
export async function findClient(db: Db | Trx, id: string) {
  const row = await db
    .selectFrom('portal_session as session')
    .innerJoin('portal_login as login', 'login.id', 'session.login_id')
    .innerJoin('contact', 'contact.id', 'login.contact_id')
    .innerJoin('firm', (join) => join.on('firm.id', '=', 1))
    .select(['session.expires_at', 'session.last_seen_at'])
    .select(['login.id', 'login.contact_id', 'login.email', 'login.language as ownLanguage'])
    .select(['contact.first_name', 'contact.last_name', 'contact.company', 'contact.language as contactLanguage'])
    .select(['firm.name as firmName', 'firm.time_zone as timeZone', 'firm.country'])
    .where('session.id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('portal_access')
          .innerJoin('account', 'account.id', 'portal_access.account_id')
          .select('account.id')
          .whereRef('portal_access.login_id', '=', 'login.id')
          .where('account.archived_at', 'is', null),
      ),
    )
    .executeTakeFirst()
  if (!row) return undefined
  const { expires_at, last_seen_at, ownLanguage, firmName, timeZone, country } = row
  const person: Client = {
    loginId: row.id,
    contactId: row.contact_id,
    name: plainName(row, row.email),
    email: row.email,
    language: ownLanguage ?? row.contactLanguage,
    ownLanguage,
    firmName,
    timeZone,
    country,
  }
  return { personId: row.id, expires_at, last_seen_at, person }
}

export const {
  begin: beginClientSession,
  find: findClientSession,
  touch: touchClientSession,
  end: endClientSession,
  endAllOf: endClientSessionsOf,
  allOf: clientSessionsOf,
  dropExpired: dropExpiredClientSessions,
  countLasting: countClientSessions,
} = sessionsOfRealm<Client>({ table: 'portal_session', whose: 'login_id', find: findClient })
