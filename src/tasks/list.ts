import type { ExpressionBuilder } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Assignee, assigneesOf } from './assignees.ts'
import type { TaskFilter } from './filter.ts'
import { type TaskStatus, taskStatuses } from './rules.ts'
import { type TaskTag, tagsOfTasks } from './tags.ts'
import type { Task } from './task.ts'

export const tasksPerPage = 50

/** What a list shows of a task. */
export interface TaskRow {
  id: number
  account_id: number
  title: string
  status: TaskStatus
  priority: Task['priority']
  due: string
  created_by: number | null
  /** Of its subtasks: how many there are, and how many are done. */
  subtasks: number
  done: number
  assignees: Assignee[]
  tags: TaskTag[]
  is_shared: number
  job_id: number | null
  /** What that job is called. */
  job: string | null
}

/** The columns of a row, beside whom it is given to and its tags. */
export const rowColumns = [
  'task.id',
  'task.account_id',
  'task.title',
  'task.status',
  'task.priority',
  'task.due',
  'task.created_by',
  'task.is_shared',
  'task.job_id',
] as const

/** What the job of a task is called. */
export const jobName = (eb: ExpressionBuilder<Tables, 'task'>) =>
  eb.selectFrom('job').select('job.name').whereRef('job.id', '=', 'task.job_id').as('job')

/** How many subtasks a task has, and how many of them are done. */
export const subtaskCounts = (eb: ExpressionBuilder<Tables, 'task'>) => {
  const all = eb
    .selectFrom('subtask')
    .select((n) => n.fn.countAll<number>().as('n'))
    .whereRef('subtask.task_id', '=', 'task.id')
  return [all.as('subtasks'), all.where('subtask.done_at', 'is not', null).as('done')] as const
}

interface Counted {
  id: number
  subtasks: number | string | null
  done: number | string | null
}

/** Rows with whom each task is given to: one query more, however many rows. */
async function withAssignees<Row extends Counted>(db: Db, rows: readonly Row[]) {
  const assignees = await assigneesOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    subtasks: Number(row.subtasks),
    done: Number(row.done),
    assignees: assignees.get(row.id)!,
    tags: [] as TaskTag[],
  }))
}

/** The same with their tags: two queries more. */
export async function withPeopleAndTags<Row extends Counted>(db: Db, rows: readonly Row[]) {
  const tagged = tagsOfTasks(
    db,
    rows.map((row) => row.id),
  )
  const [whole, tags] = await Promise.all([withAssignees(db, rows), tagged])
  return whole.map((row) => ({ ...row, tags: tags.get(row.id)! }))
}

/** One page of an account's tasks by due date, those without one last. Three queries. */
export async function taskPage(
  db: Db,
  staff: Pick<Staff, 'id'>,
  accountId: number,
  { show, order, tag, job }: TaskFilter,
  today: string,
  cursor: Cursor | null,
) {
  const query = db
    .selectFrom('task')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .select('task.sort_due as key')
    .where('task.account_id', '=', accountId)
    .$if(job !== null, (narrow) => narrow.where('task.job_id', '=', job!))
    .$if(show === 'open' || show === 'mine' || show === 'overdue', (narrow) => narrow.where('task.is_open', '=', 1))
    .$if(show === 'overdue', (narrow) => narrow.where('task.sort_due', '<', today))
    .$if(taskStatuses.includes(show as TaskStatus), (narrow) => narrow.where('task.status', '=', show as TaskStatus))
    .$if(show === 'mine', (narrow) =>
      narrow.where((eb) =>
        eb.exists(
          eb
            .selectFrom('task_assignee')
            .select('task_assignee.task_id')
            .whereRef('task_assignee.task_id', '=', 'task.id')
            .where('task_assignee.staff_id', '=', staff.id),
        ),
      ),
    )
    .$if(tag !== null, (narrow) =>
      narrow.where((eb) =>
        eb.exists(
          eb
            .selectFrom('task_tag')
            .select('task_tag.task_id')
            .whereRef('task_tag.task_id', '=', 'task.id')
            .where('task_tag.tag_id', '=', tag!),
        ),
      ),
    )
  const page = await keysetPage(query, {
    columns: ['task.sort_due'],
    id: 'task.id',
    descending: order === 'down',
    cursor,
    size: tasksPerPage,
  })
  return { ...page, rows: await withPeopleAndTags(db, page.rows) }
}

const openTasks = prepared((db, accountId: Placeholder<number>, most: Placeholder<number>) => {
  const open = db
    .selectFrom('task as other')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('other.account_id', '=', accountId)
    .where('other.is_open', '=', 1)
  return db
    .selectFrom('task')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .select(open.as('open'))
    .where('task.account_id', '=', accountId)
    .where('task.is_open', '=', 1)
    .orderBy('task.is_waiting')
    .orderBy('task.id', 'desc')
    .limit(most)
})

/** The newest open tasks of an account, those that one can work at before those that wait, and how many are open; without their tags. Two queries. */
export async function newestTasks(db: Db, accountId: number, most: number): Promise<{ rows: TaskRow[]; open: number }> {
  const rows = await openTasks(db, accountId, most)
  return { rows: await withAssignees(db, rows), open: Number(rows[0]?.open ?? 0) }
}

/** The open tasks of an account that should have been done before that day, as a query to count. */
export const tasksOverdue = (db: Db, accountId: Asked<number>, today: Asked<string>) =>
  db
    .selectFrom('task')
    .select('task.id')
    .where('task.account_id', '=', accountId)
    .where('task.is_open', '=', 1)
    .where('task.sort_due', '<', today)

/** Those of which it is the client's turn. */
export const tasksWithClient = (db: Db, accountId: Asked<number>) =>
  db
    .selectFrom('task')
    .select('task.id')
    .where('task.account_id', '=', accountId)
    .where('task.status', '=', 'waiting for client')

const tasksOfJobShown = 50

/** The tasks of a job by due date, and whether there are more than are shown. Three queries. */
export async function tasksOfJob(db: Db, jobId: number): Promise<{ rows: TaskRow[]; more: boolean }> {
  const rows = await db
    .selectFrom('task')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .where('task.job_id', '=', jobId)
    .orderBy('task.sort_due')
    .orderBy('task.id')
    .limit(tasksOfJobShown + 1)
    .execute()
  return { rows: await withPeopleAndTags(db, rows.slice(0, tasksOfJobShown)), more: rows.length > tasksOfJobShown }
}

/** One task of an account, with who made it, who has done it and whom it is given to. Throws 404. Three queries. */
export async function findTask(db: Db, accountId: number, id: number | null) {
  const task =
    id === null
      ? undefined
      : await db
          .selectFrom('task')
          .leftJoin('staff as creator', 'creator.id', 'task.created_by')
          .leftJoin('staff as completer', 'completer.id', 'task.completed_by')
          .selectAll('task')
          .select(jobName)
          .select(['creator.name as created_by_name', 'completer.name as completed_by_name'])
          .select(subtaskCounts)
          .where('task.id', '=', id)
          .where('task.account_id', '=', accountId)
          .executeTakeFirst()
  if (!task) throw notFound()
  const [whole] = await withPeopleAndTags(db, [task])
  return whole!
}

export type WholeTask = Awaited<ReturnType<typeof findTask>>
