import { daysAfter, endOfWeek } from '#src/platform/language/calendar.ts'
import { toId } from '#src/platform/web/form.ts'
import { noDue } from './state.ts'

/** Which jobs a list shows by how far they are. */
export const jobViews = ['open', 'overdue', 'completed', 'archived', 'all'] as const
export type JobView = (typeof jobViews)[number]

/** And by when they are due. */
export const dueViews = ['any', 'today', 'week', 'month', 'none'] as const
export type DueView = (typeof dueViews)[number]

export interface JobFilter {
  accountId: number | null
  pipelineId: number | null
  stageId: number | null
  assigneeId: number | null
  show: JobView
  due: DueView
}

/** Reads a list's filter off its address; what is none is taken for all. */
export const readJobFilter = (
  query: Record<string, string | undefined>,
  accountId: number | null = null,
): JobFilter => ({
  accountId,
  pipelineId: toId(query.pipeline),
  stageId: toId(query.stage),
  assigneeId: toId(query.assignee),
  show: jobViews.find((known) => known === query.show) ?? 'open',
  due: dueViews.find((known) => known === query.due) ?? 'any',
})

/** The same as a query. */
export function writeJobFilter({ pipelineId, stageId, assigneeId, show, due }: JobFilter): URLSearchParams {
  const query = new URLSearchParams({ show })
  if (due !== 'any') query.set('due', due)
  for (const [name, id] of Object.entries({ pipeline: pipelineId, stage: stageId, assignee: assigneeId }))
    if (id !== null) query.set(name, String(id))
  return query
}

/** From which day to which that is; null for no bound. */
export function dueRange(due: DueView, today: string): [from: string | null, to: string | null] {
  if (due === 'any') return [null, null]
  if (due === 'none') return [noDue, null]
  return [null, due === 'today' ? today : due === 'week' ? endOfWeek(today) : daysAfter(today, 30)]
}
