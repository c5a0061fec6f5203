import { addSubtask, subtasksOf } from '#src/tasks/subtask.ts'
import type { TaskFields } from '#src/tasks/task.ts'
import { createTask } from '#src/tasks/task.ts'
import type { World } from './world.ts'

export const plainTask: TaskFields = {
  title: 'File the return',
  details: '',
  status: 'planned',
  priority: 'normal',
  due: '',
  is_shared: 0,
  job_id: null,
}

/** A task of that account. */
export const makeTask = (
  world: World,
  accountId: number,
  fields: Partial<TaskFields> = {},
  assignees: readonly number[] = [],
): Promise<number> => world.perform((act) => createTask(act, accountId, { ...plainTask, ...fields }, assignees))

/** The number of a new subtask of that task. */
export const makeSubtask = (world: World, taskId: number, title = 'First step'): Promise<number> =>
  world.perform(async (act) => {
    await addSubtask(act, taskId, title)
    return (await subtasksOf(act.trx, taskId)).at(-1)!.id
  })
