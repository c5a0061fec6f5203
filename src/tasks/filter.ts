import { always, direction, filterOf, idOrNull, oneOf } from '#src/platform/web/list.ts'
import { taskViews } from './rules.ts'

export const { read: readTaskFilter, write: writeTaskFilter } = filterOf({
  show: always(oneOf(taskViews)),
  order: always(direction),
  tag: idOrNull,
  job: idOrNull,
})
export type TaskFilter = ReturnType<typeof readTaskFilter>
