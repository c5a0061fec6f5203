import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { assigneesOf } from './assignees.ts'
import { tagsOfTasks } from './tags.ts'

/** Every task of an account with whom it is given to, its tags and its subtasks. Four queries. */
export async function* tasksExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const db = app.db.read
  const tasks = await db
    .selectFrom('task')
    .leftJoin('staff as creator', 'creator.id', 'task.created_by')
    .leftJoin('staff as completer', 'completer.id', 'task.completed_by')
    .select(['task.id', 'task.title', 'task.details', 'task.status', 'task.priority', 'task.due', 'task.is_shared'])
    .select(['task.created_at', 'creator.name as created_by', 'task.completed_at', 'completer.name as completed_by'])
    .where('task.account_id', '=', account.id)
    .orderBy('task.id')
    .execute()
  const subtasks = await db
    .selectFrom('subtask')
    .innerJoin('task', 'task.id', 'subtask.task_id')
    .leftJoin('staff', 'staff.id', 'subtask.done_by')
    .select(['subtask.task_id', 'subtask.title', 'subtask.done_at', 'staff.name as done_by'])
    .where('task.account_id', '=', account.id)
    .orderBy('subtask.position')
    .orderBy('subtask.id')
    .execute()
  const ids = tasks.map((task) => task.id)
  const [assignees, tags] = [await assigneesOf(db, ids), await tagsOfTasks(db, ids)]
  const divided = Map.groupBy(subtasks, (subtask) => subtask.task_id)
  yield {
    facts: {
      tasks: tasks.map(({ id, is_shared, ...task }) => ({
        ...task,
        shared: is_shared === 1,
        assignees: assignees.get(id)!.map((person) => person.name),
        tags: tags.get(id)!.map((tag) => tag.name),
        subtasks: (divided.get(id) ?? []).map(({ task_id: _, ...subtask }) => subtask),
      })),
    },
  }
}
