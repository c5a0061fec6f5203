import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { asksWhose } from '#src/staff/staff.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    task_assignee: {
      task_id: number
      staff_id: number
      /** The task's own, so that one person's list comes from one index. */
      is_open: number
      sort_due: string
    }
  }
}

export interface Assignee {
  id: number
  name: string
  /** Works here no more. */
  gone: boolean
}

const rowsOf = prepared((db, taskIds: readonly Placeholder<number>[]) =>
  db
    .selectFrom('task_assignee')
    .innerJoin('staff', 'staff.id', 'task_assignee.staff_id')
    .select(['task_assignee.task_id', 'staff.id', 'staff.name', 'staff.deactivated_at'])
    .where('task_assignee.task_id', 'in', taskIds)
    .orderBy('staff.sort_name')
    .orderBy('staff.id'),
)

/** Who each of these tasks is given to, by name; those who work here no more are among them. One query. */
export async function assigneesOf(db: Db | Trx, taskIds: readonly number[]): Promise<Map<number, Assignee[]>> {
  if (taskIds.length === 0) return new Map()
  const rows = await rowsOf(db, taskIds)
  const found = new Map<number, Assignee[]>(taskIds.map((id) => [id, []]))
  for (const { task_id, id, name, deactivated_at } of rows)
    found.get(task_id)!.push({ id, name, gone: deactivated_at !== null })
  return found
}

/** That a task is given to somebody, or to nobody, where either is asked for. */
export const givenTo = asksWhose('task_assignee', 'task_id')
