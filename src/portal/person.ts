import type { Act } from '#src/audit/audit.ts'
import type { Erasure, MergePair, Mover, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows, type Row } from '#src/contacts/rows.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { unrestoredWords } from '#views/portal/unrestored-words.ts'
import { refreshLastLogin } from './last-login.ts'

const withLogin = { merge: { stays: 'it is of a login, which moves' }, erasure: 'goes' } as const

export const personOfPortal: PersonPart = {
  columns: {
    'portal_login.contact_id': { merge: 'moves', erasure: 'goes' },
    'portal_access.login_id': withLogin,
    'portal_session.login_id': withLogin,
    'portal_token.login_id': withLogin,
    'portal_visit.login_id': withLogin,
    'portal_invitation.address_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    portal_login: { isVersioned: true, words: unrestoredWords.portal_login },
    portal_access: {
      key: ['account_id', 'login_id'],
      parents: { account_id: 'account', login_id: 'portal_login' },
      words: unrestoredWords.portal_access,
    },
    portal_invitation: { words: unrestoredWords.portal_invitation },
  },
  merges: [{ place: 70, move: moveLogins }],
  exports: [{ place: 50, facts: loginsAndInvitations }],
  erases,
  settles: refreshLastLogin,
}

/** The loser's logins are the winner's from now on. */
async function moveLogins({ act, mover, winner, loser }: MergePair): Promise<void> {
  for (const login of await findRows(act.trx, 'portal_login', { contact_id: loser.id }))
    await mover.change('portal_login', login, { contact_id: winner.id }, ['email'])
}

/** What was sent to one row of an address goes to the other row of it. */
export async function moveInvitations(trx: Trx, mover: Mover, from: Row, into: Row): Promise<void> {
  for (const invitation of await findRows(trx, 'portal_invitation', { address_id: from.id! }))
    await mover.change('portal_invitation', invitation, { address_id: into.id! })
}

async function loginsAndInvitations({ act, contact, accountIds }: PersonExport) {
  return {
    logins: await loginsOf(act, contact.id),
    invitations: await invitationsOf(act, contact.id, accountIds),
  }
}

async function loginsOf({ trx }: Act, contactId: number) {
  const logins = await trx
    .selectFrom('portal_login')
    .select(['id', 'email', 'language', 'created_at', 'last_login_at', 'last_user_agent'])
    .where('contact_id', '=', contactId)
    .execute()
  const visits = await trx
    .selectFrom('portal_visit')
    .innerJoin('portal_login', 'portal_login.id', 'portal_visit.login_id')
    .select(['portal_visit.login_id', 'portal_visit.at', 'portal_visit.how', 'portal_visit.address'])
    .select('portal_visit.user_agent')
    .where('portal_login.contact_id', '=', contactId)
    .orderBy('portal_visit.id')
    .execute()
  return logins.map(({ id, ...login }) => ({
    ...login,
    visits: visits.filter((visit) => visit.login_id === id).map(({ login_id: _, ...visit }) => visit),
  }))
}

const invitationsOf = ({ trx }: Act, contactId: number, accountIds: readonly number[]) =>
  trx
    .selectFrom('portal_invitation')
    .innerJoin('address', 'address.id', 'portal_invitation.address_id')
    .innerJoin('account', 'account.id', 'portal_invitation.account_id')
    .select(['account.short_id as account', 'portal_invitation.email', 'portal_invitation.message'])
    .select(['portal_invitation.created_at', 'portal_invitation.used_at', 'portal_invitation.revoked_at'])
    .where('address.contact_id', '=', contactId)
    .where('account.id', 'in', [0, ...accountIds])
    .orderBy('portal_invitation.id')
    .execute()

/** With a login goes what hangs on it; invitations go with their addresses. */
async function erases({ act, contactIds, subjects }: Erasure): Promise<void> {
  const logins = await act.trx
    .deleteFrom('portal_login')
    .where('contact_id', 'in', contactIds)
    .returning('email')
    .execute()
  subjects.push(...logins.map((login) => login.email))
}
