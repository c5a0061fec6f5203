import { Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { rememberOpening } from '#src/accounts/recently-opened.ts'
import { overviewChoice } from '#src/overview/choice.ts'
import { sectionsFor } from '#src/overview/section.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { opens } from '#src/platform/web/opens.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { OverviewPage } from '#views/overview/page.tsx'

/** The first page of every account. */
export const overviewRoutes = new Hono()

// That a person was here is kept for their own list of those opened lately: a GET that writes, once in five minutes.
overviewRoutes.get('/accounts/:id', may('signed in'), async (c) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const { order, folded } = await overviewChoice(c.var.db, c.var.app.modules, staffOf(c).id)
  const sections = await Promise.all(
    sectionsFor(viewer)
      .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
      .map(async (section) => ({
        name: section.name,
        title: section.title(viewer),
        card: folded.includes(section.name) ? null : await section.show({ app: c.var.app, viewer, account }),
      })),
  )
  if (opens(c)) await rememberOpening(c.var.app, staffOf(c).id, account.id)
  return answer(c, { page: <OverviewPage viewer={viewer} account={account} head={head} sections={sections} /> })
})
