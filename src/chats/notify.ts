import type { Account } from '#src/accounts/account.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { followersOf } from '#src/accounts/team.ts'
import type { Act } from '#src/audit/audit.ts'
import { tellClient } from '#src/notices/client.ts'
import { tellStaff } from '#src/outbox/outbox.ts'
import type { Trx } from '#src/platform/db/database.ts'

/** Tells those of the client who want to hear of messages that there is one: and not again until they have read it. */
export async function tellClientOfMessage(
  act: Act,
  account: Account,
  threadId: number,
  messageId: number,
): Promise<void> {
  const told = await tellClient(act, account, {
    type: 'messages',
    template: 'message',
    data: { thread: threadId, message: messageId },
    isToldAlready: (contactId) => hasUnreadMail(act.trx, threadId, contactId),
  })
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
  const followers = (await followersOf(act.trx, accountId)).map((follower) => follower.id)
  if (followers.length === 0) return
  const people = await peopleWhoSee(act.trx, accountId)
  await tellStaff(
    act,
    people.filter((person) => followers.includes(person.id)),
    { template: 'client message', data: { thread: threadId, message: messageId } },
  )
}
