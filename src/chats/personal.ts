import { sql } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'

/** What a person wrote, on the accounts that the reader may see. Nothing of what the staff wrote, to them or among themselves. */
export const messagesOfContacts = (trx: Trx, contactIds: readonly number[], accountIds: readonly number[]) =>
  trx
    .selectFrom('message')
    .innerJoin('thread', 'thread.id', 'message.thread_id')
    .innerJoin('account', 'account.id', 'thread.account_id')
    .select(['account.short_id as account', 'thread.subject', 'message.at', 'message.text', 'message.removed_at'])
    .where('message.contact_id', 'in', contactIds)
    .where('message.from_client', '=', 1)
    .where('account.id', 'in', [0, ...accountIds])
    .orderBy('message.id')
    .execute()

/** Takes the name of a person off what they wrote and ticked, and forgets what they have read. The account keeps the words. */
export async function eraseFromChats(trx: Trx, contactIds: readonly number[], neutral: string): Promise<void> {
  await trx
    .updateTable('message')
    .set({ author: neutral, removed_by: sql`case when removed_by = author then ${neutral} else removed_by end` })
    .where('contact_id', 'in', contactIds)
    .execute()
  await trx.updateTable('client_task').set({ done_by: neutral }).where('done_by_contact', 'in', contactIds).execute()
  await trx.deleteFrom('thread_client_read').where('contact_id', 'in', contactIds).execute()
}
