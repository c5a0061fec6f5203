import { type Act, record } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { mustReach } from '#src/portal/login.ts'
import { subtaskCounts } from './list.ts'
import { accountName, lockedTask, updateStatus } from './task.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'task answered': true
  }
}

const tasksOnPage = 50

/** What a client may know of a task. Everything else of it is the firm's own. */
const shownColumns = ['task.id', 'task.account_id', 'task.title', 'task.details', 'task.status', 'task.due'] as const

const sharedTasks = (db: Db, accountId: number) =>
  db
    .selectFrom('task')
    .select(shownColumns)
    .select(subtaskCounts)
    .where('task.account_id', '=', accountId)
    .where('task.is_shared', '=', 1)

/** One page of the tasks that an account's clients see, by due date: those that are open, or those that are over. One query. */
export async function sharedTaskPage(db: Db, accountId: number, open: boolean, cursor: Cursor | null) {
  const query = sharedTasks(db, accountId).select('task.sort_due as key').where('task.is_open', '=', Number(open))
  return keysetPage(query, {
    columns: ['task.sort_due'],
    id: 'task.id',
    descending: !open,
    cursor,
    size: tasksOnPage,
  })
}

/** One task that an account's clients see, with what it is divided into. Throws 404 for any other. Two queries. */
export async function findSharedTask(db: Db, accountId: number, id: number | null) {
  const task = id === null ? undefined : await sharedTasks(db, accountId).where('task.id', '=', id).executeTakeFirst()
  if (!task) throw notFound()
  const steps = await db
    .selectFrom('subtask')
    .select(['title', 'done_at'])
    .where('task_id', '=', task.id)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return { ...task, steps }
}

export type SharedTask = Awaited<ReturnType<typeof findSharedTask>>
export type SharedTaskRow = Awaited<ReturnType<typeof sharedTaskPage>>['rows'][number]

/** How many tasks wait for the clients of these accounts. One query. */
export async function tasksForClient(db: Db, accountIds: readonly number[]): Promise<Map<number, number>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('task')
    .select(['account_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('account_id', 'in', accountIds)
    .where('status', '=', 'waiting for client')
    .where('is_shared', '=', 1)
    .groupBy('account_id')
    .execute()
  return new Map(rows.map((row) => [row.account_id, Number(row.count)]))
}

/**
 * A client whose login opens the account says that their part of a task is done: it goes to be reviewed. Throws 404 for a task that they
 * don't see, Conflict where it does not wait for them (any more).
 */
export async function answerTask(
  act: Act,
  accountId: number,
  contactId: number,
  id: number,
  comment: string,
): Promise<void> {
  const task = await lockedTask(act.trx, id)
  await mustReach(act, accountId)
  if (task.account_id !== accountId || task.is_shared !== 1) throw notFound()
  if (task.status !== 'waiting for client') throw new Conflict(task)
  await updateStatus(act, task, 'in review')
  await record(act, {
    kind: 'task answered',
    accountId,
    contactId,
    subject: await accountName(act.trx, accountId),
    changes: {
      task: [task.title, task.title],
      status: [task.status, 'in review'],
      ...(comment ? { comment: [null, comment] } : {}),
    },
    subjectRef: subjectRefOf(id),
  })
}

const subjectRefOf = (id: number) => `task ${id}`
const mostAnswers = 5

/** What clients have said of a task, the newest first. One query. */
export async function answersTo(db: Db, id: number) {
  const { events: found } = await events(db, { subjectRef: subjectRefOf(id), kind: 'task answered' }, mostAnswers)
  return found.map(({ at, actor, changes }) => ({ at, name: actor, comment: changes.comment?.[1] ?? '' }))
}

export type TaskAnswer = Awaited<ReturnType<typeof answersTo>>[number]
