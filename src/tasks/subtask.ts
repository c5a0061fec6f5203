import type { Generated } from 'kysely'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { accountName, lockedTask, type Task } from './task.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    subtask: {
      id: Generated<number>
      task_id: number
      title: string
      created_at: string
      done_at: string | null
      done_by: number | null
    }
  }
}

/** How many subtasks a task may have. */
export const mostSubtasks = 100

/** What a task is divided into, as it was written down, and who has done which when. */
export const subtasksOf = (db: Db | Trx, taskId: number) =>
  db
    .selectFrom('subtask')
    .leftJoin('staff', 'staff.id', 'subtask.done_by')
    .selectAll('subtask')
    .select('staff.name as done_by_name')
    .where('subtask.task_id', '=', taskId)
    .orderBy('subtask.id')
    .execute()

export type Subtask = Awaited<ReturnType<typeof subtasksOf>>[number]

async function lockedSubtask(act: Act, taskId: number, id: number) {
  const task = await lockedTask(act.trx, taskId)
  const subtask = await act.trx
    .selectFrom('subtask')
    .selectAll()
    .where('id', '=', id)
    .where('task_id', '=', taskId)
    .executeTakeFirst()
  if (!subtask) throw notFound()
  return { task, subtask }
}

const told = async (act: Act, task: Task, changes: Changes) =>
  record(act, {
    kind: 'subtask changed',
    accountId: task.account_id,
    subject: await accountName(act.trx, task.account_id),
    changes: { task: [task.title, task.title], ...changes },
  })

/** Divides a task further. Throws 409 where it is divided enough. */
export async function addSubtask(act: Act, taskId: number, title: string): Promise<void> {
  const task = await lockedTask(act.trx, taskId)
  const { n } = await act.trx
    .selectFrom('subtask')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  if (Number(n) >= mostSubtasks) throw new Conflict(task)
  await act.trx.insertInto('subtask').values({ task_id: taskId, title, created_at: act.at }).execute()
  await told(act, task, { subtask: [null, title] })
}

/** Ticks a subtask off, or not any more. One that is as wanted already stays as it is: who ticked it first has done it. */
export async function setSubtaskDone(act: Act, taskId: number, id: number, done: boolean): Promise<void> {
  const { task, subtask } = await lockedSubtask(act, taskId, id)
  if ((subtask.done_at !== null) === done) return
  await act.trx
    .updateTable('subtask')
    .set({ done_at: done ? act.at : null, done_by: done ? act.by.staffId : null })
    .where('id', '=', id)
    .execute()
  await told(act, task, { done: done ? [null, subtask.title] : [subtask.title, null] })
}

/** Takes a subtask off. */
export async function removeSubtask(act: Act, taskId: number, id: number): Promise<void> {
  const { task, subtask } = await lockedSubtask(act, taskId, id)
  await act.trx.deleteFrom('subtask').where('id', '=', id).execute()
  await told(act, task, { subtask: [subtask.title, null] })
}
