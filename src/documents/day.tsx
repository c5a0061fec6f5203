import type { DayPart } from '#src/day/part.ts'
import { NewFromClients } from '#views/documents/unseen.tsx'
import { unseenDocuments } from './list.ts'

const shown = 10

export const documentsOfDay: DayPart = {
  place: 20,
  show: async ({ app, viewer }) => (
    <NewFromClients viewer={viewer} documents={await unseenDocuments(app.db.read, viewer.staff!, shown)} />
  ),
}
