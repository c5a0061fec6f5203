import { Hono } from 'hono'
import { findBoth } from '#src/links/find.ts'
import { answer, wantsPart } from '#src/platform/web/answer.tsx'
import { searchText } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { LiveResults, SearchPage } from '#views/search/search.tsx'

const live = 8
const onPage = 50

/** The search of every page. It stands with the links since what it finds of a contact shows its accounts. */
export const searchRoutes = new Hono()

searchRoutes.get('/search', may('signed in'), async (c) => {
  const query = searchText(c.req.query('q'))
  const most = wantsPart(c) ? live : onPage
  const { accounts, contacts } = await findBoth(c.var.db, staffOf(c), query, most)
  const props = { viewer: await viewerOf(c), query, accounts, contacts, most }
  return answer(c, { page: <SearchPage {...props} />, part: <LiveResults {...props} /> })
})
