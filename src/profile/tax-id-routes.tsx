import { Hono } from 'hono'
import { z } from 'zod'
import { accountIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { answer, wantsPart } from '#src/platform/web/answer.tsx'
import { choice, parseForm, readPosted } from '#src/platform/web/form.ts'
import { may, viewerOf } from '#src/staff/gate.ts'
import { TaxId } from '#views/profile/tax-id.tsx'
import { answerInfo } from './info-page.tsx'
import { taxIdPlaces } from './rules.ts'
import { readTaxId } from './tax-id.ts'

const readingForm = z.object({ place: choice(taxIdPlaces) })

/** A person's tax ID behind its mask, and in the clear for whoever asks. */
export const taxIdRoutes = new Hono()

taxIdRoutes.get('/accounts/:id/tax-id', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}/info`, 303)
  const place = taxIdPlaces.find((one) => one === c.req.query('place')) ?? 'bar'
  return answer(c, { page: '', part: <TaxId viewer={await viewerOf(c)} account={account} place={place} /> })
})

// Whoever sees the account may: it is what the front desk is asked for.
taxIdRoutes.post('/accounts/:id/tax-id/reading', may('signed in', 'see the account'), async (c) => {
  const { id } = await accountIn(c)
  const parsed = parseForm(readingForm, await readPosted(c))
  if (!parsed.ok) return answerInfo(c, {}, { status: 422 })
  const { place } = parsed.data
  const account = await write(c, (act) => readTaxId(act, id))
  if (!wantsPart(c)) return answerInfo(c, { taxId: place })
  return answer(c, { page: '', part: <TaxId viewer={await viewerOf(c)} account={account} place={place} isRead /> })
})
