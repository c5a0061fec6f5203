import type { Act } from '#src/audit/audit.ts'

/** Nothing is mailed: what would have been is shown to an admin. */
export async function holdMails({ trx }: Act): Promise<void> {
  await trx.updateTable('outgoing_mail').set({ status: 'held' }).where('status', '=', 'queued').execute()
  await trx.deleteFrom('queue_item').where('kind', '=', 'send mail').execute()
}
