import type { Act } from '#src/audit/audit.ts'
import { daysAgo } from './moments.ts'

const insertedAtOnce = 100

/**
 * Nothing is mailed: what is older has gone out long ago, what would have been lately is shown to an admin, the newest first. It was
 * made noun by noun, and is read by number: it is written anew in order of its time.
 */
export async function holdMails(act: Act): Promise<void> {
  const { trx } = act
  await trx
    .updateTable('outgoing_mail')
    .set((eb) => ({ status: 'sent', sent_at: eb.ref('created_at') }))
    .where('status', '=', 'queued')
    .where('template', '<>', 'portal invitation')
    .where('created_at', '<', daysAgo(act, 3).at)
    .execute()
  await trx.updateTable('outgoing_mail').set({ status: 'held' }).where('status', '=', 'queued').execute()
  await trx.deleteFrom('queue_item').where('kind', '=', 'send mail').execute()
  const mails = await trx.selectFrom('outgoing_mail').selectAll().orderBy('created_at').orderBy('id').execute()
  await trx.deleteFrom('outgoing_mail').execute()
  for (let i = 0; i < mails.length; i += insertedAtOnce)
    await trx
      .insertInto('outgoing_mail')
      .values(mails.slice(i, i + insertedAtOnce).map(({ id: _, ...mail }) => mail))
      .execute()
}
