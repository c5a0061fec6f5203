import type { App } from '#src/platform/app.ts'
import { waitingAt } from './thread.ts'

const threadsAtATime = 500

/** What a thread says of its messages and tasks must be so: a line for each that differs. */
export async function wrongThreads({ db }: App): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; ; ) {
    const threads = await db.read
      .selectFrom('thread')
      .selectAll()
      .select((eb) => {
        const messages = eb.selectFrom('message').whereRef('message.thread_id', '=', 'thread.id')
        const newest = (fromClient: number) =>
          messages
            .select((of) => of.fn.max('message.id').as('id'))
            .where('message.is_internal', '=', 0)
            .where('message.from_client', '=', fromClient)
        const tasks = eb
          .selectFrom('client_task')
          .select((of) => of.fn.countAll<number>().as('n'))
          .whereRef('client_task.thread_id', '=', 'thread.id')
        return [
          newest(1).as('client_id'),
          newest(0).as('to_client_id'),
          tasks.as('all_tasks'),
          tasks.where('client_task.done_at', 'is not', null).as('all_done'),
        ]
      })
      .where('thread.id', '>', after)
      .orderBy('thread.id')
      .limit(threadsAtATime)
      .execute()
    if (threads.length === 0) return wrong
    for (const thread of threads) {
      const [client, toClient] = [thread.client_id ?? 0, thread.to_client_id ?? 0]
      if (
        thread.last_client_id !== client ||
        thread.last_to_client_id !== toClient ||
        thread.last_id !== Math.max(client, toClient)
      )
        wrong.push(`thread ${thread.id} has another last message than its own`)
      if (thread.tasks !== Number(thread.all_tasks) || thread.tasks_done !== Number(thread.all_done))
        wrong.push(`thread ${thread.id} counts other client tasks than its own`)
      if (thread.waiting_at !== waitingAt(thread)) wrong.push(`thread ${thread.id} waits otherwise than it should`)
      if (thread.unread_since && (client === 0 || thread.archived_at || thread.read_at))
        wrong.push(`thread ${thread.id} is unread and should not be`)
    }
    after = threads.at(-1)!.id
  }
}
