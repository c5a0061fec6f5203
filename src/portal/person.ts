import type { Mover, PersonPart, Two } from '#src/contacts/people.ts'
import { findRows, type Row } from '#src/contacts/rows.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { leftWords } from '#views/portal/left-words.ts'
import { settleLastLogin } from './last-login.ts'

export const personOfPortal: PersonPart = {
  tables: {
    portal_login: { isVersioned: true, words: leftWords.portal_login },
    portal_access: {
      key: ['account_id', 'login_id'],
      parents: { account_id: 'account', login_id: 'portal_login' },
      words: leftWords.portal_access,
    },
    portal_invitation: { words: leftWords.portal_invitation },
  },
  merges: [{ place: 70, move: moveLogins }],
  settles: settleLastLogin,
}

/** The loser's logins are the winner's from now on. */
async function moveLogins({ act, mover, winner, loser }: Two): Promise<void> {
  for (const login of await findRows(act.trx, 'portal_login', { contact_id: loser.id }))
    await mover.change('portal_login', login, { contact_id: winner.id }, ['email'])
}

/** What was sent to one row of an address goes to the other row of it. */
export async function moveInvitations(trx: Trx, mover: Mover, from: Row, into: Row): Promise<void> {
  for (const invitation of await findRows(trx, 'portal_invitation', { address_id: from.id! }))
    await mover.change('portal_invitation', invitation, { address_id: into.id! })
}
