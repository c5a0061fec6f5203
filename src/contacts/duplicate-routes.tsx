import { Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { accountsByContact } from '#src/links/link.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { readPosted, toId } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { DuplicatesPage } from '#views/contacts/duplicates.tsx'
import { words } from '#views/contacts/words.ts'
import { findContact } from './contact.ts'
import { duplicatePairs, markDistinct, type PairPlace } from './duplicates.ts'
import { contactName } from './name.ts'

/** The place of a pair as a URL says it, `12-40`; null for none, and for one that nobody wrote. */
function placeIn(text: string | undefined): PairPlace | null {
  const [one, other, ...more] = (text ?? '').split('-').map((id) => toId(id))
  return one && other && more.length === 0 ? { one, other } : null
}

export const duplicateRoutes = new Hono()

duplicateRoutes.get('/contacts/duplicates', may('signed in'), async (c) => {
  const staff = staffOf(c)
  const { pairs, next } = await duplicatePairs(c.var.db, staff, placeIn(c.req.query('after')))
  const accounts = await accountsByContact(c.var.db, staff, [
    ...new Set(pairs.flatMap(({ one, other }) => [one.id, other.id])),
  ])
  const props = { viewer: await viewerOf(c), pairs, accounts, begun: !c.req.query('after'), next }
  return answer(c, { page: <DuplicatesPage {...props} /> })
})

duplicateRoutes.post('/contacts/:id/distinct/:otherId', may('edit contacts'), async (c) => {
  const [one, other] = [
    await findContact(c.var.db, staffOf(c), toId(c.req.param('id'))),
    await findContact(c.var.db, staffOf(c), toId(c.req.param('otherId'))),
  ]
  if (one.id === other.id) throw notFound()
  await write(c, (act) => markDistinct(act, one.id, other.id))
  const flash = words[(await viewerOf(c)).language].toldApart(contactName(one), contactName(other))
  const fromContact = (await readPosted(c)).get('back')?.[0] === 'contact'
  return done(c, { to: fromContact ? `/contacts/${one.id}` : '/contacts/duplicates', flash, part: '' })
})
