import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { findAccount } from '#src/accounts/account.ts'
import { write } from '#src/audit/write.ts'
import { findAccounts } from '#src/links/find.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { notFound } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  idField,
  lines,
  parseForm,
  readPosted,
  requiredLine,
  searchText,
  toId,
} from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { can } from '#src/staff/rights.ts'
import { AccessRequestsPage } from '#views/access-requests/requests.tsx'
import { words } from '#views/access-requests/words.ts'
import { askForAccess, declineAccess, grantAccess, openRequests, requestsOf } from './access-request.ts'

const askForm = z.object({ wanted: requiredLine(200), reason: lines(1000) })
const grantForm = z.object({ account: idField })
const suggestions = 5

export const accessRequestRoutes = new Hono()

const page = async (c: Context, form: FormState, status: 200 | 422) => {
  const me = staffOf(c)
  const open = can(me, 'assign team') ? await openRequests(c.var.db, me) : []
  const toAnswer = await Promise.all(
    open.map(async (request) => ({
      ...request,
      accounts: await findAccounts(
        c.var.db,
        me,
        searchText(c.req.query(`q${request.id}`) ?? request.wanted),
        suggestions,
      ),
    })),
  )
  const props = { form, toAnswer, own: await requestsOf(c.var.db, me) }
  return answer(c, { page: <AccessRequestsPage viewer={await viewerOf(c)} {...props} />, status })
}

accessRequestRoutes.get('/access-requests', may('signed in'), (c) => page(c, emptyForm(), 200))

accessRequestRoutes.post('/access-requests', may('signed in', 'one’s own requests'), creates(), async (c) => {
  const parsed = parseForm(askForm, await readPosted(c))
  if (!parsed.ok) return page(c, parsed.form, 422)
  await write(c, (act) => askForAccess(act, staffOf(c).id, parsed.data.wanted, parsed.data.reason))
  return done(c, { to: '/access-requests', flash: words[languageOf(c)].asked })
})

const idIn = (c: Context) => {
  const id = toId(c.req.param('id'))
  if (id === null) throw notFound()
  return id
}

accessRequestRoutes.post('/access-requests/:id/grant', may('assign team'), async (c) => {
  const id = idIn(c)
  const parsed = parseForm(grantForm, await readPosted(c))
  if (!parsed.ok) return page(c, emptyForm(), 422)
  const account = await findAccount(c.var.db, staffOf(c), parsed.data.account)
  await write(c, (act) => grantAccess(act, id, account.id))
  return done(c, { to: '/access-requests', flash: words[languageOf(c)].granted })
})

accessRequestRoutes.post('/access-requests/:id/refusal', may('assign team'), async (c) => {
  await write(c, (act) => declineAccess(act, idIn(c)))
  return done(c, { to: '/access-requests', flash: words[languageOf(c)].declined })
})
