import { sql } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'

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
