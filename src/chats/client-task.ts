import type { Generated } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { mostClientTasks } from './rules.ts'
import { lockedThread, recordThreadEvent, type Thread, updateThread } from './thread.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'client task added': true
    'client task done': true
    'client task reopened': true
    'client task removed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** Something that the client has to do, written down in a thread. */
    client_task: {
      id: Generated<number>
      thread_id: number
      title: string
      /** YYYY-MM-DD, '' for none. */
      due: Generated<string>
      created_at: string
      created_by: number | null
      done_at: string | null
      /** What whoever ticked it was called then. */
      done_by: Generated<string>
      done_by_contact: number | null
    }
  }
}

/** What the client has to do in a thread, as it was written down. */
export const clientTasksOf = (db: Db | Trx, threadId: number) =>
  db.selectFrom('client_task').selectAll().where('thread_id', '=', threadId).orderBy('id').execute()

export type ClientTask = Awaited<ReturnType<typeof clientTasksOf>>[number]

/** Counts a thread's tasks anew, and takes it out of the archive where there is something more to do. */
async function refreshTaskCounts(act: Act, thread: Thread, isMore: boolean): Promise<void> {
  const tasks = await clientTasksOf(act.trx, thread.id)
  const done = tasks.filter((task) => task.done_at !== null).length
  await updateThread(act, thread, {
    tasks: tasks.length,
    tasks_done: done,
    ...(isMore ? { archived_at: null, archived_by: null } : {}),
  })
}

async function lockedTask(act: Act, accountId: number, threadId: number, id: number) {
  const { account, thread } = await lockedThread(act, accountId, threadId)
  const task = (await clientTasksOf(act.trx, threadId)).find((one) => one.id === id)
  if (!task) throw notFound()
  return { account, thread, task }
}

/** Writes down something that the client has to do. Throws 409 where there is enough of that already. */
export async function addClientTask(
  act: Act,
  accountId: number,
  threadId: number,
  { title, due }: { title: string; due: string },
): Promise<number> {
  const { account, thread } = await lockedThread(act, accountId, threadId)
  if (thread.tasks >= mostClientTasks) throw new Conflict(thread)
  const { id } = await act.trx
    .insertInto('client_task')
    .values({
      thread_id: threadId,
      title,
      due,
      created_at: act.at,
      created_by: act.by.staffId,
      done_at: null,
      done_by_contact: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await refreshTaskCounts(act, thread, true)
  const changes = { client_task: [null, title] as const, ...(due ? { due: [null, due] as const } : {}) }
  await recordThreadEvent(act, account, thread, 'client task added', changes)
  return id
}

/** Ticks a task of the client's off, or not any more: staff and client both may. One that is as wanted already stays as it is. */
export async function setClientTaskDone(
  act: Act,
  accountId: number,
  threadId: number,
  id: number,
  done: boolean,
  contactId?: number,
): Promise<void> {
  const { account, thread, task } = await lockedTask(act, accountId, threadId, id)
  if ((task.done_at !== null) === done) return
  await act.trx
    .updateTable('client_task')
    .set({
      done_at: done ? act.at : null,
      done_by: done ? act.by.name : '',
      done_by_contact: done ? (contactId ?? null) : null,
    })
    .where('id', '=', id)
    .execute()
  await refreshTaskCounts(act, thread, !done)
  const kind = done ? 'client task done' : 'client task reopened'
  await recordThreadEvent(act, account, thread, kind, { client_task: [task.title, task.title] }, contactId)
}

/** Takes a task of the client's off. */
export async function removeClientTask(act: Act, accountId: number, threadId: number, id: number): Promise<void> {
  const { account, thread, task } = await lockedTask(act, accountId, threadId, id)
  await act.trx.deleteFrom('client_task').where('id', '=', id).execute()
  await refreshTaskCounts(act, thread, false)
  await recordThreadEvent(act, account, thread, 'client task removed', { client_task: [task.title, null] })
}
