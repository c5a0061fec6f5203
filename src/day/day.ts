import { seesAccount } from '#src/accounts/account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import type { Staff } from '#src/staff/staff.ts'
import { jobName, rowColumns, subtaskCounts, type TaskRow, withPeopleAndTags } from '#src/tasks/list.ts'

export const tasksPerDay = 40

export interface MyTask extends TaskRow {
  account_name: string
}

/** One page of the open tasks that are given to a person, of the accounts that they see, by due date. Two queries. */
export async function myTasks(db: Db, staff: Staff, cursor: Cursor | null) {
  const query = db
    .selectFrom('task_assignee as mine')
    .innerJoin('task', 'task.id', 'mine.task_id')
    .innerJoin('account', 'account.id', 'task.account_id')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .select(['account.name as account_name', 'mine.sort_due as key'])
    .where('mine.staff_id', '=', staff.id)
    .where('mine.is_open', '=', 1)
    .where(seesAccount(staff, 'account.id'))
  const page = await keysetPage(query, {
    columns: ['mine.sort_due'],
    id: 'mine.task_id',
    cursor,
    size: tasksPerDay,
  })
  return { ...page, rows: await withPeopleAndTags(db, page.rows) }
}
