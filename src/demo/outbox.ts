import type { Act } from '#src/audit/audit.ts'
import { daysAgo } from './moments.ts'

/** Nothing is mailed: what is older has gone out long ago, what would have been lately is shown to an admin. */
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
}
