import type { SelectQueryBuilder } from 'kysely'
import { type Ordered, ofTeam, pageOfSeen } from '#src/accounts/sight.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Cursor, KeysetPage } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Staff } from '#src/staff/staff.ts'
import { givenTo } from './assignees.ts'
import type { FirmTaskFilter } from './filter.ts'
import { jobName, rowColumns, subtaskCounts, type TaskRow, tasksPerPage, withPeopleAndTags } from './list.ts'

/** A task where those of several accounts stand together. */
export interface FirmTask extends TaskRow {
  account_name: string
}

/** One page of the open tasks of all accounts that a person sees, by due date, those without one last. Seven queries at most. */
export async function firmTaskPage(
  db: Db,
  staff: Staff,
  filter: FirmTaskFilter,
  today: string,
  cursor: Cursor | null,
): Promise<KeysetPage<FirmTask>> {
  const things = {
    along: alongTasks(db, filter, today),
    ofTeam: {
      ...byDue,
      ...givenTo(filter.assignee),
      query: inTime(ofTeam(db, staff, 'task'), 'task', filter, today),
    },
  }
  const page = await pageOfSeen(db, staff, things, { cursor, size: tasksPerPage })
  const ids = page.rows.map((row) => row.id)
  return { ...page, rows: await taskRows(db, ids) }
}

/** Tasks as such a list shows them, in the order of their numbers there. Four queries. */
async function taskRows(db: Db, ids: readonly number[]): Promise<FirmTask[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('task')
    .innerJoin('account', 'account.id', 'task.account_id')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .select('account.name as account_name')
    .where('task.id', 'in', ids)
    .execute()
  const byId = new Map((await withPeopleAndTags(db, rows)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

type Tasks = SelectQueryBuilder<Tables, 'task', object>

const byDue = { column: 'task.sort_due', id: 'task.id', account: 'task.account_id' }

/** Everybody's open tasks that a filter shows, as an index has them in order. Of one person's their own copies stand so. */
function alongTasks(db: Db, filter: FirmTaskFilter, today: string): Ordered {
  if (typeof filter.assignee !== 'number')
    return { ...byDue, ...givenTo(filter.assignee), query: inTime(db.selectFrom('task'), 'task', filter, today) }
  const mine = db
    .selectFrom('task_assignee as mine')
    .crossJoin('task')
    .whereRef('task.id', '=', 'mine.task_id')
    .where('mine.staff_id', '=', filter.assignee) as unknown as Tasks
  const query = inTime(mine, 'mine', filter, today)
  return { query, column: 'mine.sort_due', id: 'mine.task_id', account: 'task.account_id', readsRows: true }
}

/** Of tasks those that are open, or that should have been done before today, as the table `of` has it. */
const inTime = (tasks: Tasks, of: 'task' | 'mine', { show }: FirmTaskFilter, today: string): Tasks =>
  tasks
    .where(`${of}.is_open` as 'task.is_open', '=', 1)
    .$if(show === 'overdue', (narrow) => narrow.where(`${of}.sort_due` as 'task.sort_due', '<', today))
