import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { findAccount } from '#src/accounts/account.ts'
import { wantedForm } from '#src/accounts/form.ts'
import { taxIdLooksWrong } from '#src/accounts/tax-id.ts'
import { follow } from '#src/accounts/team.ts'
import { perform } from '#src/audit/audit.ts'
import { fieldSheet } from '#src/fields/value.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Details } from '#views/profile/details.tsx'
import { DetailsConflict, DetailsForm, detailsState } from '#views/profile/details-form.tsx'
import { words } from '#views/profile/words.ts'
import { barRegion } from './bar.tsx'
import { changeDetails, detailsChoices, findDetails, impossibleRole, readDetails } from './details.ts'
import { answerInfo } from './info-page.tsx'

/** The block "Account details" of the Info page, which turns into its form. */
export function detailsRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const idIn = (c: Context) => toId(c.req.param('id'))
  const accountIn = (c: Context) => findAccount(db, staffOf(c), idIn(c))

  /** The block alone, or the whole page with it in its place. */
  const answerWith = (c: Context, block: Child, status: 200 | 409 | 422 = 200) =>
    wantsPart(c) ? answer(c, { page: '', part: block, status }) : answerInfo(c, app, { details: block }, { status })
  const answerWithForm = async (c: Context, typed?: FormState) => {
    const [data, choices] = await Promise.all([findDetails(db, staffOf(c), idIn(c)), detailsChoices(db)])
    const viewer = await viewerOf(c, app)
    const form = detailsState(viewer, data, typed)
    const block = <DetailsForm viewer={viewer} data={data} choices={choices} form={form} />
    return answerWith(c, block, typed ? 422 : 200)
  }

  routes.get('/accounts/:id/details', may('signed in'), async (c) => {
    const data = await findDetails(db, staffOf(c), idIn(c))
    const viewer = await viewerOf(c, app)
    return answerWith(c, <Details viewer={viewer} data={data} justEdited={wantsPart(c)} />)
  })

  routes.get('/accounts/:id/details/edit', may('edit account details'), (c) => answerWithForm(c))

  routes.post('/accounts/:id/details', may('edit account details'), async (c) => {
    const { id } = await accountIn(c)
    const sheet = await fieldSheet(db, 'account', id)
    const { change, custom, form } = readDetails(staffOf(c), await readPosted(c), sheet, languageOf(c, app))
    if (!change) return answerWithForm(c, form)
    const impossible = await impossibleRole(db, change)
    if (impossible) return answerWithForm(c, withProblem(form, impossible, 'not a choice'))
    try {
      const changed = await perform(app, actorOf(c), (act) => changeDetails(act, id, change))
      const doubtful = change.fields !== undefined && taxIdLooksWrong(changed.tax_country, changed.tax_id)
      return await saved(c, doubtful)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const viewer = await viewerOf(c, app)
      const props = { viewer, account: error.theirs, sheet: await fieldSheet(db, 'account', id), custom, form }
      return answerWith(c, <DetailsConflict {...props} />, 409)
    }
  })

  const saved = async (c: Context, doubtful: boolean) => {
    const viewer = await viewerOf(c, app)
    const w = words[viewer.language]
    const flash = doubtful ? w.taxIdWrong : w.saved
    const stillSeen = await accountIn(c).catch(() => null)
    if (!stillSeen) return done(c, app, { to: '/accounts', flash })
    const data = await findDetails(db, staffOf(c), idIn(c))
    return done(c, app, {
      to: `/accounts/${data.account.id}/info`,
      flash,
      part: <Details viewer={viewer} data={data} justEdited />,
      also: barRegion(viewer, data.account, data.head),
    })
  }

  routes.post('/accounts/:id/following', may('signed in'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(wantedForm, await readPosted(c))
    if (parsed.ok)
      await perform(app, actorOf(c), (act) => follow(act, account.id, staffOf(c).id, parsed.data.wanted === 'on'))
    const data = await findDetails(db, staffOf(c), account.id)
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      part: <Details viewer={await viewerOf(c, app)} data={data} />,
    })
  })

  return routes
}
