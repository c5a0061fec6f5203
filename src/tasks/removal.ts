import type { Insertable, Selectable } from 'kysely'
import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { lockedJobOf } from '#src/jobs/of-account.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Restorer } from '#src/restorations/restoration.ts'
import { assigneesOf } from './assignees.ts'
import { subtasksOf } from './subtask.ts'
import { setTaskTags, tagsOfTasks } from './tags.ts'
import { accountName, changeableTask, type Task } from './task.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'task deleted': true
  }
}

/** What a deleted task leaves to be taken back with: its rows as they were. */
interface TaskUndo {
  task: Task
  assignees: number[]
  subtasks: Insertable<Tables['subtask']>[]
  /** Newer than the first tasks that were deleted. */
  tags?: number[]
  mentions?: Selectable<Tables['mention']>[]
}

/** Deletes a task with its subtasks. The event keeps them, so that it can be taken back. */
export async function deleteTask(act: Act, id: number): Promise<void> {
  const task = await changeableTask(act, id)
  const assignees = (await assigneesOf(act.trx, [id])).get(id)!.map((person) => person.id)
  const subtasks = (await subtasksOf(act.trx, id)).map(({ done_by_name: _, ...row }) => row)
  const tags = (await tagsOfTasks(act.trx, [id])).get(id)!.map((tag) => tag.id)
  const mentions = await act.trx.selectFrom('mention').selectAll().where('task_id', '=', id).execute()
  await act.trx.deleteFrom('task').where('id', '=', id).execute()
  const undo: TaskUndo = { task, assignees, subtasks, tags, mentions }
  await record(act, {
    kind: 'task deleted',
    accountId: task.account_id,
    subject: await accountName(act.trx, task.account_id),
    changes: { task: [task.title, null] },
    undo: { kind: 'task', ownerId: task.created_by, ...undo },
  })
}

export const taskRestorers: Record<string, Restorer> = {
  task: { permission: 'manage accounts', restore: bringBack },
}

/** Brings a deleted task back under its own number, so that links to it lead there again. */
async function bringBack(act: Act, { accountId }: AuditEvent, undo: unknown): Promise<readonly string[]> {
  const { task, assignees, subtasks, tags = [], mentions = [] } = undo as TaskUndo
  const account = await lockedAccount(act.trx, accountId!)
  const job = await lockedJobOf(act.trx, account.id, task.job_id)
  await act.trx
    .insertInto('task')
    .values({ ...task, job_id: job?.id ?? null })
    .execute()
  if (assignees.length > 0)
    await act.trx
      .insertInto('task_assignee')
      .values(
        assignees.map((staff_id) => ({
          task_id: task.id,
          staff_id,
          is_open: task.is_open,
          sort_due: task.sort_due,
        })),
      )
      .execute()
  if (subtasks.length > 0) await act.trx.insertInto('subtask').values(subtasks).execute()
  if (mentions.length > 0) await act.trx.insertInto('mention').values(mentions).execute()
  await setTaskTags(act, task.id, { chosen: tags })
  await record(act, {
    kind: 'task created',
    accountId: account.id,
    subject: account.name,
    changes: { task: [null, task.title] },
  })
  return []
}
