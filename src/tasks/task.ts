import type { Generated, Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { type Act, type Changes, changesBetween, record } from '#src/audit/audit.ts'
import { lockedJobOf } from '#src/jobs/of-account.ts'
import { mention, mentionedIn } from '#src/mentions/mention.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import { applyDifference } from '#src/tags/merged.ts'
import { assigneesOf } from './assignees.ts'
import { derivedOf, isOpen, mayChangeTask, type TaskPriority, type TaskStatus } from './rules.ts'
import { setTaskTags, type Tagging } from './tags.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'task created': true
    'task changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    task: {
      id: Generated<number>
      account_id: number
      title: string
      details: string
      status: TaskStatus
      priority: TaskPriority
      /** YYYY-MM-DD, '' for none. */
      due: string
      created_at: string
      created_by: number | null
      completed_at: string | null
      completed_by: number | null
      /** Derived of status and due. */
      is_open: number
      is_waiting: number
      sort_due: string
      /** The day of the reminder that waits. */
      remind_on: string | null
      /** The due date of which the last reminder spoke, '' for none. */
      reminded_for: Generated<string>
      /** Whether the client finds it in the portal. */
      is_shared: Generated<number>
      /** The job that it is part of. */
      job_id: Generated<number | null>
      /** JSON: the names behind an @ in the details that are people. */
      mentions: Generated<string>
      version: Generated<number>
    }
  }
}

export type Task = Selectable<Tables['task']>

export interface TaskFields {
  title: string
  details: string
  status: TaskStatus
  priority: TaskPriority
  due: string
  is_shared: number
  /** Of the same account; one that is gone meanwhile is left out. */
  job_id: number | null
}

/** Whom a form gave a task to, and whom it was given to when the form was made: only the difference is applied. */
export interface Assigning {
  chosen: readonly number[]
  was?: readonly number[]
}

/** How many days before its due date a task is called to mind. */
export const daysOfNotice = 3

/** The task as it is now, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedTask(trx: Trx, id: number): Promise<Task> {
  await locked(trx, 'task', id)
  const task = await trx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  if (!task) throw notFound()
  return task
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'change the task': true
  }
}

/**
 * Throws where whoever acts may not change a task that is held, by what holds as the transaction runs: 404 where they don't see its
 * account, else 403. The system may.
 */
async function mustChangeTask(act: Act, task: Task): Promise<void> {
  const staff = await mustSee(act, task.account_id)
  // Whom it is given to is asked where nothing else decides.
  if (!staff || mayChangeTask(staff, { ...task, assignees: [] })) return
  const assignees = (await assigneesOf(act.trx, [task.id])).get(task.id)!
  if (!mayChangeTask(staff, { ...task, assignees })) throw notAllowed()
}

/** The task as it is now, held until the transaction ends, for whoever may change it. */
export async function changeableTask(act: Act, id: number): Promise<Task> {
  const task = await lockedTask(act.trx, id)
  await mustChangeTask(act, task)
  return task
}

/** When a task's assignees are to be reminded: not of what is over, not twice of one date, and not where the date came at shorter notice. */
async function reminderDay(
  act: Act,
  task: Pick<Task, 'status' | 'due'> & { reminded_for?: string },
): Promise<string | null> {
  if (!task.due || !isOpen(task.status) || task.due === task.reminded_for) return null
  const firm = await act.trx.selectFrom('firm').select('time_zone').where('id', '=', 1).executeTakeFirst()
  const day = daysAfter(task.due, -daysOfNotice)
  return day >= dayIn(firm?.time_zone ?? 'UTC', act.at) ? day : null
}

/** Gives an account a task; gives its number. Those who may not see the account are left out of its assignees. */
export async function createTask(
  act: Act,
  accountId: number,
  fields: TaskFields,
  assignees: readonly number[],
  tags: readonly number[] = [],
): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId)
  const isDone = fields.status === 'completed'
  const mentioned = await mentionedIn(act.trx, accountId, fields.details)
  const job = await lockedJobOf(act.trx, accountId, fields.job_id)
  const { id } = await act.trx
    .insertInto('task')
    .values({
      ...fields,
      ...derivedOf(fields),
      job_id: job?.id ?? null,
      account_id: accountId,
      created_at: act.at,
      created_by: act.by.staffId,
      completed_at: isDone ? act.at : null,
      completed_by: isDone ? act.by.staffId : null,
      remind_on: await reminderDay(act, fields),
      mentions: JSON.stringify(mentioned.names),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const names = await assign(act, { id, account_id: accountId, ...derivedOf(fields) }, { chosen: assignees })
  const [, tagged] = await setTaskTags(act, id, { chosen: tags })
  await mention(act, { place: 'task_id', id, accountId }, act.by.staffId, mentioned.people)
  await record(act, {
    kind: 'task created',
    accountId,
    subject: account.name,
    changes: {
      task: [null, fields.title],
      ...(fields.due ? { due: [null, fields.due] } : {}),
      ...(names[1] ? { assignees: names } : {}),
      ...(tagged ? { tags: [null, tagged] } : {}),
      ...(job ? { job: [null, job.name] } : {}),
      ...(fields.is_shared ? { is_shared: [null, '1'] } : {}),
    },
  })
  return id
}

/** Gives a task to these people, as far as they may see its account or had it before. Gives the names before and after. */
async function assign(
  act: Act,
  task: Pick<Task, 'id' | 'account_id' | 'is_open' | 'sort_due'>,
  { chosen, was }: Assigning,
): Promise<[string | null, string | null]> {
  const names = (people: readonly { name: string }[]) => people.map((person) => person.name).join(', ') || null
  const assigned = async () => (await assigneesOf(act.trx, [task.id])).get(task.id)!
  const before = await assigned()
  const wanted = applyDifference(before, chosen, was)
  const seeing = await peopleWhoSee(act.trx, task.account_id)
  const ids = wanted.filter((id) => [...before, ...seeing].some((person) => person.id === id))
  await act.trx.deleteFrom('task_assignee').where('task_id', '=', task.id).execute()
  if (ids.length > 0)
    await act.trx
      .insertInto('task_assignee')
      .values(ids.map((staff_id) => ({ task_id: task.id, staff_id, is_open: task.is_open, sort_due: task.sort_due })))
      .execute()
  return [names(before), names(await assigned())]
}

/** Has a task mention whom its details name now, and nobody else. */
async function mentionIn(act: Act, { id, account_id, details }: Task): Promise<void> {
  const { names, people } = await mentionedIn(act.trx, account_id, details)
  await act.trx
    .updateTable('task')
    .set({ mentions: JSON.stringify(names) })
    .where('id', '=', id)
    .execute()
  await mention(act, { place: 'task_id', id, accountId: account_id }, act.by.staffId, people)
}

/** Writes what a task has become, with all that is derived of it. */
async function updateTask(act: Act, task: Task, fields: TaskFields): Promise<Task> {
  const isDone = fields.status === 'completed'
  const wasDone = task.status === 'completed'
  return act.trx
    .updateTable('task')
    .set({
      ...fields,
      ...derivedOf(fields),
      completed_at: isDone ? (wasDone ? task.completed_at : act.at) : null,
      completed_by: isDone ? (wasDone ? task.completed_by : act.by.staffId) : null,
      remind_on: await reminderDay(act, { ...task, ...fields }),
      version: task.version + 1,
    })
    .where('id', '=', task.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Changes a task. Throws Conflict, with the task as it is, when it was changed since `version`. */
export async function changeTask(
  act: Act,
  id: number,
  version: number,
  fields: TaskFields,
  assigning: Assigning,
  tagging: Tagging = { chosen: [], was: [] },
): Promise<void> {
  const task = await changeableTask(act, id)
  if (task.version !== version) throw new Conflict(task)
  const { job_id, ...own } = fields
  const [jobBefore, job] = [
    await lockedJobOf(act.trx, task.account_id, task.job_id),
    await lockedJobOf(act.trx, task.account_id, job_id),
  ]
  const changed = await updateTask(act, task, { ...own, job_id: job?.id ?? null })
  const [before, after] = await assign(act, changed, assigning)
  const [tagsBefore, tagsAfter] = await setTaskTags(act, id, tagging)
  await mentionIn(act, changed)
  const changes: Changes = {
    ...changesBetween(pick(task), own),
    ...(jobBefore?.id === job?.id ? {} : { job: [jobBefore?.name ?? null, job?.name ?? null] }),
    ...(before === after ? {} : { assignees: [before, after] }),
    ...(tagsBefore === tagsAfter ? {} : { tags: [tagsBefore, tagsAfter] }),
  }
  await recordTaskEvent(act, changed, changes)
}

/** Sets how far a task has come, from what it was. Throws Conflict, with the task as it is, when it is something else by now. */
export async function setTaskStatus(act: Act, id: number, was: TaskStatus, status: TaskStatus): Promise<void> {
  const task = await changeableTask(act, id)
  if (task.status === status) return
  if (task.status !== was) throw new Conflict(task)
  const changed = await updateStatus(act, task, status)
  await recordTaskEvent(act, changed, { status: [task.status, status] })
}

/** Gives a task that is held another status, in its assignees’ lists too. */
export async function updateStatus(act: Act, task: Task, status: TaskStatus): Promise<Task> {
  const changed = await updateTask(act, task, { ...pick(task), status })
  await act.trx
    .updateTable('task_assignee')
    .set({ is_open: changed.is_open, sort_due: changed.sort_due })
    .where('task_id', '=', task.id)
    .execute()
  return changed
}

const pick = ({ title, details, status, priority, due, is_shared, job_id }: Task): TaskFields => ({
  title,
  details,
  status,
  priority,
  due,
  is_shared,
  job_id,
})

async function recordTaskEvent(act: Act, task: Task, changes: Changes): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await record(act, {
    kind: 'task changed',
    accountId: task.account_id,
    subject: await accountName(act.trx, task.account_id),
    changes: { task: [task.title, task.title], ...changes },
  })
}

/** What an event about something of an account is named after. */
export const accountName = async (trx: Trx, id: number): Promise<string> =>
  (await trx.selectFrom('account').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name
