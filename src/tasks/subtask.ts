import type { Generated } from 'kysely'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { mostSubtasks } from './rules.ts'
import { accountName, changeableTask, type Task } from './task.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'subtask changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    subtask: {
      id: Generated<number>
      task_id: number
      title: string
      /** Its place among the others, from 1; of those added at once the first one’s number comes first. */
      position: Generated<number>
      version: Generated<number>
      created_at: string
      done_at: string | null
      done_by: number | null
    }
  }
}

/** What a task is divided into, in its order, and who has done which when. */
export const subtasksOf = (db: Db | Trx, taskId: number) =>
  db
    .selectFrom('subtask')
    .leftJoin('staff', 'staff.id', 'subtask.done_by')
    .selectAll('subtask')
    .select('staff.name as done_by_name')
    .where('subtask.task_id', '=', taskId)
    .orderBy('subtask.position')
    .orderBy('subtask.id')
    .execute()

export type Subtask = Awaited<ReturnType<typeof subtasksOf>>[number]

async function lockedSubtask(act: Act, taskId: number, id: number) {
  const task = await changeableTask(act, taskId)
  const subtask = await act.trx
    .selectFrom('subtask')
    .selectAll()
    .where('id', '=', id)
    .where('task_id', '=', taskId)
    .executeTakeFirst()
  if (!subtask) throw notFound()
  return { task, subtask }
}

const recordSubtaskEvent = async (act: Act, task: Task, changes: Changes) =>
  record(act, {
    kind: 'subtask changed',
    accountId: task.account_id,
    subject: await accountName(act.trx, task.account_id),
    changes: { task: [task.title, task.title], ...changes },
  })

/** Divides a task further. Throws 409 where it is divided enough. */
export async function addSubtask(act: Act, taskId: number, title: string): Promise<void> {
  const task = await changeableTask(act, taskId)
  const { n, last } = await act.trx
    .selectFrom('subtask')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.max<number | null>('position').as('last')])
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  if (Number(n) >= mostSubtasks) throw new Conflict(task)
  const position = (last ?? 0) + 1
  await act.trx.insertInto('subtask').values({ task_id: taskId, title, position, created_at: act.at }).execute()
  await recordSubtaskEvent(act, task, { subtask: [null, title] })
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
  await recordSubtaskEvent(act, task, { done: done ? [null, subtask.title] : [subtask.title, null] })
}

/** Takes a subtask off. */
export async function removeSubtask(act: Act, taskId: number, id: number): Promise<void> {
  const { task, subtask } = await lockedSubtask(act, taskId, id)
  await act.trx.deleteFrom('subtask').where('id', '=', id).execute()
  await recordSubtaskEvent(act, task, { subtask: [subtask.title, null] })
}

/** Gives a subtask another title. Throws Conflict, with the subtask as it is, when it was changed since `version`. */
export async function renameSubtask(
  act: Act,
  taskId: number,
  id: number,
  version: number,
  title: string,
): Promise<void> {
  const { task, subtask } = await lockedSubtask(act, taskId, id)
  if (subtask.version !== version) throw new Conflict(subtask)
  if (subtask.title === title) return
  await act.trx
    .updateTable('subtask')
    .set({ title, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await recordSubtaskEvent(act, task, { subtask: [subtask.title, title] })
}

/** Puts subtasks into another order. Throws Conflict when they are not those, in that order, from which it was made. */
export async function orderSubtasks(
  act: Act,
  taskId: number,
  was: readonly number[],
  wanted: readonly number[],
): Promise<void> {
  const task = await changeableTask(act, taskId)
  const now = await subtasksOf(act.trx, taskId)
  if (now.map((subtask) => subtask.id).join() !== was.join()) throw new Conflict(task)
  if (wanted.join() === was.join()) return
  for (const [i, id] of wanted.entries())
    await act.trx
      .updateTable('subtask')
      .set({ position: i + 1 })
      .where('id', '=', id)
      .where('task_id', '=', taskId)
      .execute()
  const titles = (ids: readonly number[]) => ids.map((id) => now.find((subtask) => subtask.id === id)!.title).join(', ')
  await recordSubtaskEvent(act, task, { order: [titles(was), titles(wanted)] })
}
