import { endOfWeek } from '#src/platform/language/calendar.ts'

/** When a task is to be done, as one plans a day. */
export const dayGroups = ['overdue', 'today', 'this week', 'later', 'no date'] as const
export type DayGroup = (typeof dayGroups)[number]

export function groupOf({ due }: { due: string }, today: string): DayGroup {
  if (!due) return 'no date'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due <= endOfWeek(today) ? 'this week' : 'later'
}
