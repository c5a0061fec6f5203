import { seesAccount } from '#src/accounts/account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { endOfWeek } from '#src/platform/language/calendar.ts'
import type { Staff } from '#src/staff/staff.ts'
import { jobName, rowColumns, subtaskCounts, type TaskRow, withPeopleAndTags } from '#src/tasks/list.ts'

export const tasksPerDay = 40
const eventsLookedAt = 300
const accountsShown = 10

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

/** When a task is to be done, as one plans a day. */
export const dayGroups = ['overdue', 'today', 'this week', 'later', 'no date'] as const
export type DayGroup = (typeof dayGroups)[number]

export function groupOf({ due }: { due: string }, today: string): DayGroup {
  if (!due) return 'no date'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due <= endOfWeek(today) ? 'this week' : 'later'
}

/**
 * The accounts on which a person has last done something, of those that they see: read off their own latest events, so that looking
 * at an account writes nothing. One query.
 */
export const workedOnLately = (db: Db, staff: Staff) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom(
          eb
            .selectFrom('audit_event')
            .select(['audit_event.id', 'audit_event.at', 'audit_event.account_id'])
            .where('audit_event.staff_id', '=', staff.id)
            .orderBy('audit_event.id', 'desc')
            .limit(eventsLookedAt)
            .as('latest'),
        )
        .select((of) => ['latest.account_id', of.fn.max('latest.at').as('at')])
        .where('latest.account_id', 'is not', null)
        .groupBy('latest.account_id')
        .as('lately'),
    )
    .innerJoin('account', 'account.id', 'lately.account_id')
    .where(seesAccount(staff, 'account.id'))
    .select([
      'account.id',
      'account.name',
      'account.short_id',
      'account.archived_at',
      'account.photo_small',
      'lately.at',
    ])
    .orderBy('lately.at', 'desc')
    .orderBy('account.id')
    .limit(accountsShown)
    .execute()
