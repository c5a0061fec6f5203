import type { DayPart } from '#src/day/part.ts'
import { can } from '#src/staff/rights.ts'
import { Unassigned } from '#views/tasks/firm.tsx'

/** The way to what belongs to nobody, for those who look after the firm. How much that is costs too much to say on each visit. */
export const unassignedOfDay: DayPart = {
  place: 12,
  show: async ({ viewer }) => can(viewer.staff, 'admin') && <Unassigned viewer={viewer} />,
}
