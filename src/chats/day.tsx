import type { DayPart } from '#src/day/part.ts'
import { UnreadChats } from '#views/chats/day.tsx'
import { firmPage } from './list.ts'

const shown = 5

export const chatsOfDay: DayPart = {
  place: 30,
  async show({ app, viewer }) {
    const { rows } = await firmPage(app.db.read, viewer.staff!, 'unread', null, shown)
    return <UnreadChats viewer={viewer} chats={rows} />
  },
}
