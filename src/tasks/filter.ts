import { always, direction, filterOf, idOrNull, oneOf, whoseOrNull } from '#src/platform/web/list.ts'
import { taskViews } from './rules.ts'

export const { read: readTaskFilter, write: writeTaskFilter } = filterOf({
  show: always(oneOf(taskViews)),
  order: always(direction),
  tag: idOrNull,
  job: idOrNull,
})
export type TaskFilter = ReturnType<typeof readTaskFilter>

/** Which open tasks of all accounts are shown. */
export const firmTaskViews = ['open', 'overdue'] as const

export const { read: readFirmTaskFilter, write: writeFirmTaskFilter } = filterOf({
  show: oneOf(firmTaskViews),
  assignee: whoseOrNull,
})
export type FirmTaskFilter = ReturnType<typeof readFirmTaskFilter>
