import type { Act } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'
import { refreshContact } from './contact.ts'

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'write names': { after: number }
  }
}

/** Contacts of one transaction: few enough that a page which waits for it does not notice. */
const batchSize = 50

const next = ({ trx, at }: Pick<Act, 'trx' | 'at'>, after: number) =>
  enqueue(trx, { kind: 'write names', payload: { after }, at })

/** Has every contact's name written anew, in short batches: for when the firm writes names another way. */
export const writeNamesAnew = (act: Act) => next(act, 0)

/** Writes the names of the contacts that follow `after`, and leaves the rest to the next item. Run twice it does no harm. */
export const writeNames: Handler = async (app: App, { after }: { after: number }) => {
  await app.db.write(async (trx) => {
    const contacts = await trx
      .selectFrom('contact')
      .select('id')
      .where('id', '>', after)
      .where('merged_into_id', 'is', null)
      .where('erased_at', 'is', null)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    for (const { id } of contacts) await refreshContact(trx, id)
    if (contacts.length === batchSize) await next({ trx, at: app.clock().toISOString() }, contacts.at(-1)!.id)
  })
}
