import type { DayPart } from '#src/day/part.ts'
import { Lately } from '#views/accounts/day.tsx'
import { openedLately } from './recently-opened.ts'

const shown = 10

export const accountsOfDay: DayPart = {
  place: 50,
  show: async ({ app, viewer }) => <Lately viewer={viewer} accounts={await openedLately(app, viewer.staff!, shown)} />,
}
