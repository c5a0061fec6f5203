import type { Two } from './merge.ts'
import { findRows } from './move.ts'

/** What the loser wrote, began, ticked and read in chats is the winner's from now on. What the winner has read themselves counts. */
export async function moveChats({ act, move, winner, loser }: Two): Promise<void> {
  const owned = { message: 'contact_id', thread: 'created_by_contact', client_task: 'done_by_contact' } as const
  for (const [table, column] of Object.entries(owned) as [keyof typeof owned, string][])
    for (const row of await findRows(act.trx, table, { [column]: loser.id }))
      await move.change(table, ['id'], row, { [column]: winner.id })
  const own = new Set(
    (await findRows(act.trx, 'thread_client_read', { contact_id: winner.id })).map((row) => row.thread_id),
  )
  for (const row of await findRows(act.trx, 'thread_client_read', { contact_id: loser.id }))
    if (!own.has(row.thread_id!))
      await move.change('thread_client_read', ['thread_id', 'contact_id'], row, { contact_id: winner.id })
}
