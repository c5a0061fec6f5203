import { daysAfter, endOfWeek } from '#src/platform/language/calendar.ts'
import { always, filterOf, idOrNull, oneOf, whoseOrNull } from '#src/platform/web/list.ts'
import { noDue } from './state.ts'

/** Which jobs a list shows by how far they are. */
export const jobViews = ['open', 'overdue', 'completed', 'archived', 'all'] as const
export type JobView = (typeof jobViews)[number]

/** And by when they are due. */
export const dueViews = ['any', 'today', 'week', 'month', 'none'] as const
export type DueView = (typeof dueViews)[number]

export const { read: readJobFilter, write: writeJobFilter } = filterOf({
  show: always(oneOf(jobViews)),
  due: oneOf(dueViews),
  pipeline: idOrNull,
  stage: idOrNull,
  assignee: whoseOrNull,
})
export type JobFilter = ReturnType<typeof readJobFilter>

/** Whose jobs are asked for: nobody's are those that are given to nobody; null for all. */
export type Whose = number | 'nobody' | null

export const { read: readBoardFilter, write: writeBoardFilter } = filterOf({
  pipeline: idOrNull,
  assignee: whoseOrNull,
})

/** From which day to which that is; null for no bound. */
export function dueRange(due: DueView, today: string): [from: string | null, to: string | null] {
  if (due === 'any') return [null, null]
  if (due === 'none') return [noDue, null]
  return [null, due === 'today' ? today : due === 'week' ? endOfWeek(today) : daysAfter(today, 30)]
}
