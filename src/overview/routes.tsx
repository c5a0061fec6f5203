import { Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { rememberOpening } from '#src/accounts/recently-opened.ts'
import { inColumns, overviewChoice } from '#src/overview/choice.ts'
import { countFigures } from '#src/overview/figures.ts'
import { sectionsFor } from '#src/overview/section.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { opens } from '#src/platform/web/opens.ts'
import { may, signedInOf, staffOf, viewerOf } from '#src/staff/gate.ts'
import { OverviewPage } from '#views/overview/page.tsx'

/** The first page of every account. */
export const overviewRoutes = new Hono()

// That a person was here is kept for their own list of those opened lately: a GET that writes, after its answer.
overviewRoutes.get('/accounts/:id', may('signed in'), async (c) => {
  const { account, head, contacts } = await profileIn(c)
  const viewer = await viewerOf(c)
  const { app, db } = c.var
  const staff = staffOf(c)
  const choice = overviewChoice(app.modules, signedInOf(c).overview)
  const sections = sectionsFor(viewer)
  const today = dayIn(viewer.timeZone, app.clock())
  const [figures, columns] = await Promise.all([
    countFigures(
      db,
      sections.flatMap((section) => section.figures ?? []),
      { staff, accountId: account.id, today },
    ),
    Promise.all(
      inColumns(sections, choice).map((column) =>
        Promise.all(
          column.map(async (section) => ({
            name: section.name,
            title: section.title(viewer),
            card: choice.folded.includes(section.name) ? null : await section.show({ app, viewer, account, contacts }),
          })),
        ),
      ),
    ),
  ])
  if (opens(c)) rememberOpening(app, staff.id, account.id)
  return answer(c, { page: <OverviewPage {...{ viewer, account, head, figures, columns }} /> })
})
