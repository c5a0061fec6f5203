import { Hono } from 'hono'
import { openedLately } from '#src/accounts/opening.ts'
import { firmPage } from '#src/chats/list.ts'
import { unseenDocuments } from '#src/documents/list.ts'
import { jobsOfMine } from '#src/jobs/list.ts'
import { mentionPage } from '#src/mentions/mention.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { todayOf } from '#src/platform/web/today.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { DayPage } from '#views/day/day.tsx'
import { myTasks } from './day.ts'

const mentionsShown = 5
const chatsShown = 5
const jobsShown = 8
const documentsShown = 10
const accountsShown = 10

/** Where one begins: what is to be done today, and where one was. */
export const dayRoutes = new Hono()

dayRoutes.get('/', may('signed in'), async (c) => {
  const { db } = c.var
  const cursor = readCursor(c.req.query('at'))
  const [page, jobs, accounts, { mentions }, chats, documents, viewer] = await Promise.all([
    myTasks(db, staffOf(c), cursor),
    jobsOfMine(db, staffOf(c), jobsShown),
    openedLately(db, staffOf(c), accountsShown),
    mentionPage(db, c.var.app.modules, staffOf(c), mentionsShown),
    firmPage(db, staffOf(c), 'unread', null, chatsShown),
    unseenDocuments(db, staffOf(c), documentsShown),
    viewerOf(c),
  ])
  const today = todayOf(c, viewer)
  const at = cursor ? c.req.query('at') : undefined
  return answer(c, {
    page: (
      <DayPage
        viewer={viewer}
        today={today}
        at={at}
        documents={documents}
        chats={chats.rows}
        jobs={jobs.slice(0, jobsShown)}
        moreJobs={jobs.length > jobsShown}
        accounts={accounts}
        mentions={mentions}
        {...page}
      />
    ),
  })
})
