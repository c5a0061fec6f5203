import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { choice, line, parseForm, readPosted, several } from '#src/platform/web/form.ts'
import { readReordering, reordered } from '#src/platform/web/order.ts'
import { may, signedInOf, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ArrangePage } from '#views/overview/arrange.tsx'
import { words } from '#views/overview/words.ts'
import { chooseOverview, inColumns, type OverviewChoice, overviewChoice, readChoice } from './choice.ts'
import { sectionNames, sectionsFor } from './section.ts'

const nameField = (c: Context) => choice(sectionNames(c.var.app.modules))
const arrangeForm = (c: Context) =>
  z.object({
    was: several(nameField(c)),
    folded: several(nameField(c)),
    across: several(nameField(c)),
    move: line(40),
    back: line(60),
  })
const foldingForm = (c: Context) => z.object({ section: nameField(c), wanted: choice(['on', 'off']), back: line(60) })

/** An account's overview to come back to; anything else leads to the list. */
const backTo = (path: string | undefined): string => (/^\/accounts\/\d{1,10}$/.test(path ?? '') ? path! : '/accounts')

/** How one's own overviews are arranged. */
export const overviewChoiceRoutes = new Hono()

const choose = (c: Context, wanted: OverviewChoice) => write(c, ({ trx }) => chooseOverview(trx, staffOf(c).id, wanted))
const current = (c: Context) => overviewChoice(c.var.app.modules, signedInOf(c).overview)

/** The names with those that were asked for put in or taken out. */
const toggled = (names: readonly string[], asked: readonly string[]): string[] => [
  ...names.filter((name) => !asked.includes(name)),
  ...asked.filter((name) => !names.includes(name)),
]

const page = async (c: Context, back: string, status: 200 | 422 = 200) => {
  const viewer = await viewerOf(c)
  const choice = current(c)
  const columns = inColumns(sectionsFor(viewer), choice).map((column) =>
    column.map((section) => ({ name: section.name, title: section.title(viewer) })),
  )
  const props = { viewer, choice, columns, back }
  return answer(c, { page: <ArrangePage {...props} />, status })
}

overviewChoiceRoutes.get('/me/overview', may('signed in'), (c) => page(c, backTo(c.req.query('back'))))

overviewChoiceRoutes.post('/me/overview', may('signed in', 'one’s own overview'), async (c) => {
  const posted = await readPosted(c)
  const parsed = parseForm(arrangeForm(c), posted)
  if (!parsed.ok) return page(c, '/accounts', 422)
  const { folded, across, move } = parsed.data
  const back = backTo(parsed.data.back)
  const choice = current(c)
  const { order, moved } = choice
  const asked = readReordering(posted, order)
  const was = [...new Set(parsed.data.was)]
  // Each column by itself: sections of the other one, and those that were not on the form, keep their places.
  const next = inColumns(sectionsFor(await viewerOf(c)), choice).reduce((all, column) => {
    const names = was.filter((name) => column.some((section) => section.name === name))
    const wanted = reordered(names, asked)
    return all.map((name) => (names.includes(name) ? wanted.shift()! : name))
  }, order)
  await choose(c, { order: next, moved: toggled(moved, across), folded })
  const to = move ? `/me/overview?back=${back}` : back
  return done(c, { to, flash: words[(await viewerOf(c)).language].saved })
})

overviewChoiceRoutes.post('/me/overview/reset', may('signed in', 'one’s own overview'), async (c) => {
  await choose(c, readChoice(sectionNames(c.var.app.modules), null))
  return done(c, { to: '/me/overview', flash: words[(await viewerOf(c)).language].saved })
})

overviewChoiceRoutes.post('/me/overview/folding', may('signed in', 'one’s own overview'), async (c) => {
  const parsed = parseForm(foldingForm(c), await readPosted(c))
  if (!parsed.ok) return page(c, '/accounts', 422)
  const { section, wanted, back } = parsed.data
  const { folded, ...rest } = current(c)
  const without = folded.filter((name) => name !== section)
  await choose(c, { ...rest, folded: wanted === 'on' ? [...without, section] : without })
  return done(c, { to: `${backTo(back)}#overview-${section}` })
})
