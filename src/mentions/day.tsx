import type { DayPart } from '#src/day/part.ts'
import { LatestMentions } from '#views/mentions/day.tsx'
import { mentionPage } from './mention.ts'

const shown = 5

export const mentionsOfDay: DayPart = {
  place: 40,
  async show({ app, viewer }) {
    const { mentions } = await mentionPage(app.db.read, app.modules, viewer.staff!, shown)
    return <LatestMentions viewer={viewer} mentions={mentions} />
  },
}
