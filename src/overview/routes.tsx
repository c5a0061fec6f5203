import { type Context, Hono } from 'hono'
import { rememberOpening } from '#src/accounts/opening.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { overviewChoice } from '#src/overview/choice.ts'
import { sectionsFor } from '#src/overview/section.ts'
import type { App } from '#src/platform/app.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { opens } from '#src/platform/web/opens.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { OverviewPage } from '#views/overview/page.tsx'

/** The first page of every account. */
export function overviewRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const idIn = (c: Context) => toId(c.req.param('id'))

  // That a person was here is kept for their own list of those opened lately: a GET that writes, once in five minutes.
  routes.get('/accounts/:id', may('signed in'), async (c) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    const viewer = await viewerOf(c, app)
    const { order, folded } = await overviewChoice(db, staffOf(c).id)
    const sections = await Promise.all(
      sectionsFor(viewer)
        .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
        .map(async (section) => ({
          name: section.name,
          title: section.title(viewer),
          card: folded.includes(section.name) ? null : await section.show({ app, viewer, account }),
        })),
    )
    if (opens(c)) await rememberOpening(app, staffOf(c).id, account.id)
    return answer(c, { page: <OverviewPage viewer={viewer} account={account} head={head} sections={sections} /> })
  })

  return routes
}
