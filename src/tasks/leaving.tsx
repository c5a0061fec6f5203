import type { LeavingPart } from '#src/staff/leaving.ts'
import { LeftBehind } from '#views/staff/leaving.tsx'
import { taskPath } from '#views/tasks/row.tsx'
import { words } from '#views/tasks/words.ts'

const named = 5

/** The open tasks of somebody who leaves, the most urgent first. */
export const tasksLeftBehind: LeavingPart = {
  place: 30,
  async show({ app, viewer, person }) {
    const rows = await app.db.read
      .selectFrom('task_assignee as own')
      .innerJoin('task', 'task.id', 'own.task_id')
      .innerJoin('account', 'account.id', 'task.account_id')
      .select(['task.id', 'task.title', 'task.account_id', 'account.name as account'])
      .select((eb) =>
        eb
          .selectFrom('task_assignee as all')
          .select((n) => n.fn.countAll<number>().as('n'))
          .where('all.staff_id', '=', person.id)
          .where('all.is_open', '=', 1)
          .as('count'),
      )
      .where('own.staff_id', '=', person.id)
      .where('own.is_open', '=', 1)
      .orderBy('own.sort_due')
      .orderBy('own.task_id')
      .limit(named)
      .execute()
    const [first] = rows
    if (!first) return null
    return (
      <LeftBehind
        viewer={viewer}
        title={words[viewer.language].openTasks}
        named={rows.map((task) => ({ name: task.title, of: task.account, path: taskPath(task) }))}
        count={Number(first.count)}
        all={`/tasks?assignee=${person.id}`}
      />
    )
  },
}
