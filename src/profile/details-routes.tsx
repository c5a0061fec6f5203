import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { accountIn } from '#src/accounts/page.ts'
import { taxIdLooksWrong } from '#src/accounts/tax-id.ts'
import { follow } from '#src/accounts/team.ts'
import { write } from '#src/audit/write.ts'
import { fieldSheet } from '#src/fields/value.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, wantedForm, withProblem } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { Details } from '#views/profile/details.tsx'
import { DetailsConflict, DetailsForm, detailsState } from '#views/profile/details-form.tsx'
import { words } from '#views/profile/words.ts'
import { barRegion } from './bar.tsx'
import { changeDetails, detailsChoices, impossibleRole, readDetails, saidTaxId } from './details.ts'
import { answerInfo, detailsIn } from './info-page.tsx'

/** The block "Account details" of the Info page, which turns into its form. */
export const detailsRoutes = new Hono()

/** The block alone, or the whole page with it in its place. */
const answerWith = (c: Context, block: Child, status: 200 | 409 | 422 = 200) =>
  wantsPart(c) ? answer(c, { page: '', part: block, status }) : answerInfo(c, { details: block }, { status })
const answerWithForm = async (c: Context, typed?: FormState) => {
  const [data, choices] = await Promise.all([detailsIn(c), detailsChoices(c.var.db)])
  const viewer = await viewerOf(c)
  const form = detailsState(viewer, data, typed)
  const block = <DetailsForm viewer={viewer} data={data} choices={choices} form={form} />
  return answerWith(c, block, typed ? 422 : 200)
}

detailsRoutes.get('/accounts/:id/details', may('signed in'), async (c) => {
  const data = await detailsIn(c)
  const viewer = await viewerOf(c)
  return answerWith(c, <Details viewer={viewer} data={data} justEdited={wantsPart(c)} />)
})

detailsRoutes.get('/accounts/:id/details/edit', may('edit account details'), (c) => answerWithForm(c))

detailsRoutes.post('/accounts/:id/details', may('edit account details'), async (c) => {
  const { id } = await accountIn(c)
  const sheet = await fieldSheet(c.var.db, 'account', id)
  const { change, custom, form } = readDetails(staffOf(c), await readPosted(c), sheet, languageOf(c))
  if (!change) return answerWithForm(c, form)
  const impossible = await impossibleRole(c.var.db, change)
  if (impossible) return answerWithForm(c, withProblem(form, impossible, 'not a choice'))
  try {
    const changed = await write(c, (act) => changeDetails(act, id, change))
    const doubtful = change.fields !== undefined && (await taxIdLooksWrong(changed.tax_country, changed.tax_id))
    return await saved(c, doubtful)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const viewer = await viewerOf(c)
    const props = { viewer, account: error.theirs, sheet: await fieldSheet(c.var.db, 'account', id), custom, form }
    const taxId = change.fields && saidTaxId(change.fields)
    return answerWith(c, <DetailsConflict {...props} taxId={taxId} />, 409)
  }
})

const saved = async (c: Context, doubtful: boolean) => {
  const viewer = await viewerOf(c)
  const w = words[viewer.language]
  const flash = doubtful ? w.taxIdWrong : w.saved
  const stillSeen = await accountIn(c).catch(() => null)
  if (!stillSeen) return done(c, { to: '/accounts', flash })
  const data = await detailsIn(c)
  return done(c, {
    to: `/accounts/${data.account.id}/info`,
    flash,
    part: <Details viewer={viewer} data={data} justEdited />,
    also: barRegion(viewer, data.account, data.head),
  })
}

detailsRoutes.post('/accounts/:id/following', may('signed in', 'see the account'), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (parsed.ok) await write(c, (act) => follow(act, account.id, staffOf(c).id, parsed.data.wanted === 'on'))
  const data = await detailsIn(c)
  return done(c, {
    to: `/accounts/${account.id}/info`,
    part: <Details viewer={await viewerOf(c)} data={data} />,
  })
})
