import { seesAccount } from '#src/accounts/account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, type KeysetPage, keysetPage } from '#src/platform/db/keyset.ts'
import { nobodyWorksOn, type Staff } from '#src/staff/staff.ts'
import type { FirmTaskFilter } from './filter.ts'
import { jobName, rowColumns, subtaskCounts, type TaskRow, tasksPerPage, withPeopleAndTags } from './list.ts'

/** A task where those of several accounts stand together. */
export interface FirmTask extends TaskRow {
  account_name: string
}

/** One page of the open tasks of all accounts that a person sees, by due date, those without one last. Three queries. */
export async function firmTaskPage(
  db: Db,
  staff: Staff,
  { show, assignee }: FirmTaskFilter,
  today: string,
  cursor: Cursor | null,
): Promise<KeysetPage<FirmTask>> {
  // Of one person's tasks their own copies are asked: those stand in order.
  const at = typeof assignee === 'number' ? 'mine' : 'task'
  const query = db
    .selectFrom('task')
    .innerJoin('account', 'account.id', 'task.account_id')
    .select(rowColumns)
    .select(subtaskCounts)
    .select(jobName)
    .select('account.name as account_name')
    .where(seesAccount(staff, 'account.id'))
    .$if(assignee === 'nobody', (narrow) => narrow.where(nobodyWorksOn('task_assignee', 'task_id', 'task.id')))
    .$if(
      typeof assignee === 'number',
      (narrow) =>
        narrow
          .innerJoin('task_assignee as mine', 'mine.task_id', 'task.id')
          .where('mine.staff_id', '=', assignee as number) as unknown as typeof narrow,
    )
    .select((eb) => eb.ref(`${at}.sort_due` as 'task.sort_due').as('key'))
    .where(`${at}.is_open` as 'task.is_open', '=', 1)
    .$if(show === 'overdue', (narrow) => narrow.where(`${at}.sort_due` as 'task.sort_due', '<', today))
  const page = await keysetPage(query, {
    columns: [`${at}.sort_due`],
    id: at === 'task' ? 'task.id' : 'mine.task_id',
    cursor,
    size: tasksPerPage,
  })
  return { ...page, rows: await withPeopleAndTags(db, page.rows) }
}
