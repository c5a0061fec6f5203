import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { applyDifference } from '#src/tags/merged.ts'

declare module '#src/tags/tag.ts' {
  interface TagUse {
    tasks: number
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    task_tag: { task_id: number; tag_id: number }
  }
}

export interface TaskTag {
  id: number
  name: string
  colour: string
}

/** What tags a form chose, and with which it was made: only the difference is applied. */
export interface Tagging {
  chosen: readonly number[]
  was?: readonly number[]
}

const rowsOf = prepared((db, taskIds: readonly Placeholder<number>[]) =>
  db
    .selectFrom('task_tag')
    .innerJoin('tag', 'tag.id', 'task_tag.tag_id')
    .select(['task_tag.task_id', 'tag.id', 'tag.name', 'tag.colour'])
    .where('task_tag.task_id', 'in', taskIds)
    .orderBy('tag.name_key'),
)

/** The tags of each of these tasks, by name. One query. */
export async function tagsOfTasks(db: Db | Trx, taskIds: readonly number[]): Promise<Map<number, TaskTag[]>> {
  const found = new Map<number, TaskTag[]>(taskIds.map((id) => [id, []]))
  if (taskIds.length === 0) return found
  const rows = await rowsOf(db, taskIds)
  for (const { task_id, ...tag } of rows) found.get(task_id)!.push(tag)
  return found
}

/** Gives a task these tags; numbers that are no tag's are left out. Gives their names before and after. */
export async function setTaskTags(
  act: Act,
  taskId: number,
  { chosen, was }: Tagging,
): Promise<[string | null, string | null]> {
  const names = (tags: readonly TaskTag[]) => tags.map((tag) => tag.name).join(', ') || null
  const tags = async () => (await tagsOfTasks(act.trx, [taskId])).get(taskId)!
  const before = await tags()
  const ids = applyDifference(before, chosen, was)
  await act.trx.deleteFrom('task_tag').where('task_id', '=', taskId).execute()
  if (ids.length > 0)
    await act.trx
      .insertInto('task_tag')
      .columns(['task_id', 'tag_id'])
      .expression((eb) =>
        eb
          .selectFrom('tag')
          .select([eb.val(taskId).as('task_id'), 'id'])
          .where('id', 'in', ids),
      )
      .execute()
  return [names(before), names(await tags())]
}
