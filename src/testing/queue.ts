import type { ItemRun, QueueKind } from '#src/platform/queue/queue.ts'
import type { World } from './world.ts'

/** A first try of an item, for a handler that is called by hand. */
export const firstTry = (): ItemRun => ({
  id: 1,
  attempts: 1,
  signal: new AbortController().signal,
  untilWritten: (write) => write(),
  progressed: async () => {},
})

/** A kind of work that only tests do. */
export const kindOfTests = 'note' as QueueKind

/** Puts work of that kind on the queue that has been given up already, and what it was about has been told. */
export async function deadItem(
  world: Pick<World, 'app'>,
  item: { kind: string; payload: unknown; error?: string; reason?: 'unreachable' | 'unexpected' },
): Promise<number> {
  const { app } = world
  const at = app.now.toISOString()
  const reason = item.reason ?? 'unexpected'
  return app.db.write(async (trx) => {
    const { id } = await trx
      .insertInto('queue_item')
      .values({
        kind: item.kind,
        payload: JSON.stringify(item.payload),
        dedupe: null,
        run_at: at,
        attempts: 8,
        locked_until: null,
        dead_at: at,
        reason,
        error: item.error ?? 'it went wrong',
        created_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await app.queue.workOf(item.kind)?.gaveUp?.(app, { trx, at }, item.payload, reason)
    return id
  })
}
