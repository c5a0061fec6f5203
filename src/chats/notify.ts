import type { Account } from '#src/accounts/account.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { followersOf } from '#src/accounts/team.ts'
import { readPreferences } from '#src/addresses/preferences.ts'
import type { Act } from '#src/audit/audit.ts'
import { post } from '#src/outbox/outbox.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { expiryOf, languageFor, openInvitations } from '#src/portal/invitation.ts'

/** The addresses of an account that hear of messages: NOTIFY is on, and LOGIN, without which there is nothing to read them by. */
const notified = (trx: Trx, accountId: number) =>
  trx
    .selectFrom('address_setting as setting')
    .innerJoin('address', 'address.id', 'setting.address_id')
    .innerJoin('contact', 'contact.id', 'address.contact_id')
    .leftJoin('portal_login as login', 'login.email_key', 'address.email_key')
    .leftJoin('portal_access as access', (join) =>
      join.onRef('access.login_id', '=', 'login.id').onRef('access.account_id', '=', 'setting.account_id'),
    )
    .select(['setting.preferences', 'address.id', 'address.email', 'address.contact_id'])
    .select(['access.login_id as opens', 'login.language as chosen', 'contact.language'])
    .where('setting.account_id', '=', accountId)
    .where('setting.notify', '=', 1)
    .where('setting.login', '=', 1)
    .orderBy('address.id')
    .execute()

/** An invitation of the address that can still be used. */
export const usableInvitation = async (trx: Trx, addressId: number, at: string) =>
  (await openInvitations(trx, addressId)).findLast((invitation) => expiryOf(invitation) > at)

/**
 * Tells those of the client who want to hear of messages that there is one: by mail, and not again until they have read it. Whoever
 * is invited and not in the portal yet hears too; whoever is not invited does not.
 */
export async function tellClient(act: Act, account: Account, threadId: number, messageId: number): Promise<void> {
  if (account.archived_at) return
  const addresses = await notified(act.trx, account.id)
  const told = new Set<number>()
  for (const { id, email, contact_id, preferences, opens, chosen, language } of addresses) {
    if (!readPreferences(preferences).notify.includes('messages')) continue
    if (opens === null && !(await usableInvitation(act.trx, id, act.at))) continue
    if (!told.has(contact_id) && (await hasUnreadMail(act.trx, threadId, contact_id))) continue
    told.add(contact_id)
    await post(act, {
      template: 'message',
      to: { contactId: contact_id },
      email,
      language: await languageFor(act.trx, { language: chosen ?? language }),
      data: { thread: threadId, message: messageId, address: id },
    })
  }
  for (const contact_id of told)
    await act.trx
      .insertInto('thread_client_read')
      .values({ thread_id: threadId, contact_id, message_id: 0, at: null, mailed_id: messageId })
      .onConflict((conflict) => conflict.columns(['thread_id', 'contact_id']).doUpdateSet({ mailed_id: messageId }))
      .execute()
}

async function hasUnreadMail(trx: Trx, threadId: number, contactId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('thread_client_read')
    .select('contact_id')
    .where('thread_id', '=', threadId)
    .where('contact_id', '=', contactId)
    .whereRef('mailed_id', '>', 'message_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Tells the account's followers by mail that the client has written: once, until somebody has opened the thread. */
export async function tellFollowers(act: Act, accountId: number, threadId: number, messageId: number): Promise<void> {
  const followers = await followersOf(act.trx, accountId)
  if (followers.length === 0) return
  const people = await peopleWhoSee(act.trx, accountId)
  for (const person of people.filter((one) => followers.some((follower) => follower.id === one.id)))
    await post(act, {
      template: 'client message',
      to: { staffId: person.id },
      email: person.email,
      language: await languageFor(act.trx, person),
      data: { thread: threadId, message: messageId },
    })
}
