import type { App } from '#src/platform/app.ts'
import { derivedOf, taskPriorities, taskStatuses } from './rules.ts'

/** What a task says of itself twice must be the same: a line for each that differs. */
export async function wrongTasks({ db }: App): Promise<string[]> {
  const tasks = await db.read
    .selectFrom('task')
    .select(['id', 'status', 'priority', 'due', 'is_open', 'is_waiting', 'sort_due', 'completed_at', 'remind_on'])
    .execute()
  const wrong = tasks.flatMap((task) => {
    const derived = derivedOf(task)
    return [
      taskStatuses.includes(task.status) ? '' : `task ${task.id} has no known status: ${task.status}`,
      taskPriorities.includes(task.priority) ? '' : `task ${task.id} has no known priority: ${task.priority}`,
      Object.entries(derived).every(([name, value]) => task[name as keyof typeof derived] === value)
        ? ''
        : `task ${task.id} is listed under another status or date than its own`,
      (task.status === 'completed') === (task.completed_at !== null)
        ? ''
        : `task ${task.id} is ${task.status} and was ${task.completed_at ?? 'never'} completed`,
      task.remind_on !== null && task.is_open === 0 ? `task ${task.id} is over and would be called to mind` : '',
    ].filter(Boolean)
  })
  const strayed = await db.read
    .selectFrom('task_assignee')
    .innerJoin('task', 'task.id', 'task_assignee.task_id')
    .select('task.id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('task_assignee.is_open', '!=', eb.ref('task.is_open')),
        eb('task_assignee.sort_due', '!=', eb.ref('task.sort_due')),
      ]),
    )
    .execute()
  return [...wrong, ...strayed.map(({ id }) => `task ${id} stands otherwise in its assignees’ lists`)]
}
