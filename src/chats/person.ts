import { sql } from 'kysely'
import type { Erasure, MergePair, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows } from '#src/contacts/rows.ts'
import { unrestoredWords } from '#views/chats/unrestored-words.ts'

const accountKeeps = { stays: 'an account keeps what was said and done; the name goes' }

export const personOfChats: PersonPart = {
  columns: {
    'thread.created_by_contact': { merge: 'moves', erasure: accountKeeps },
    'message.contact_id': { merge: 'moves', erasure: accountKeeps },
    'client_task.done_by_contact': { merge: 'moves', erasure: accountKeeps },
    'thread_client_read.contact_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    thread: { words: unrestoredWords.thread },
    message: { words: unrestoredWords.message },
    client_task: { words: unrestoredWords.client_task },
    thread_client_read: {
      key: ['thread_id', 'contact_id'],
      parents: { thread_id: 'thread' },
      words: unrestoredWords.thread_client_read,
    },
  },
  merges: [{ place: 120, move: moveChats }],
  exports: [{ place: 70, facts: messages }],
  erases,
}

/** What the loser wrote, began, ticked and read in chats is the winner's from now on. What the winner has read themselves counts. */
async function moveChats({ act, mover, winner, loser }: MergePair): Promise<void> {
  const owned = { message: 'contact_id', thread: 'created_by_contact', client_task: 'done_by_contact' } as const
  for (const [table, column] of Object.entries(owned) as [keyof typeof owned, string][])
    for (const row of await findRows(act.trx, table, { [column]: loser.id }))
      await mover.change(table, row, { [column]: winner.id })
  const own = new Set(
    (await findRows(act.trx, 'thread_client_read', { contact_id: winner.id })).map((row) => row.thread_id),
  )
  for (const row of await findRows(act.trx, 'thread_client_read', { contact_id: loser.id }))
    if (!own.has(row.thread_id!)) await mover.change('thread_client_read', row, { contact_id: winner.id })
}

/** What they wrote, on the accounts that the reader may see. Nothing of what the staff wrote, to them or among themselves. */
async function messages({ act, contactIds, accountIds }: PersonExport) {
  return {
    messages: await act.trx
      .selectFrom('message')
      .innerJoin('thread', 'thread.id', 'message.thread_id')
      .innerJoin('account', 'account.id', 'thread.account_id')
      .select(['account.short_id as account', 'thread.subject', 'message.at', 'message.text', 'message.removed_at'])
      .where('message.contact_id', 'in', contactIds)
      .where('message.from_client', '=', 1)
      .where('account.id', 'in', [0, ...accountIds])
      .orderBy('message.id')
      .execute(),
  }
}

/** Takes the name of a person off what they wrote and ticked, and forgets what they have read. The account keeps the words. */
async function erases({ act: { trx }, contactIds, neutral }: Erasure): Promise<void> {
  await trx
    .updateTable('message')
    .set({ author: neutral, removed_by: sql`case when removed_by = author then ${neutral} else removed_by end` })
    .where('contact_id', 'in', contactIds)
    .execute()
  await trx.updateTable('client_task').set({ done_by: neutral }).where('done_by_contact', 'in', contactIds).execute()
  await trx.deleteFrom('thread_client_read').where('contact_id', 'in', contactIds).execute()
}
