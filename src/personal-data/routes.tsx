import { type Context, Hono } from 'hono'
import { removalForm } from '#src/accounts/form.ts'
import { write } from '#src/audit/write.ts'
import { type Contact, findContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ErasurePage } from '#views/personal-data/erasure.tsx'
import { words } from '#views/personal-data/words.ts'
import { eraseContact, RetentionApplies } from './erasure.ts'
import { personalData } from './export.ts'
import { retentionOf } from './retention.ts'

export const personalDataRoutes = new Hono()

const contactIn = async (c: Context): Promise<Contact> => {
  const contact = await findContact(c.var.db, staffOf(c), toId(c.req.param('id')))
  if (contact.erased_at) throw notFound()
  return contact
}

personalDataRoutes.post('/contacts/:id/export', may('manage contacts'), async (c) => {
  const contact = await contactIn(c)
  const data = await write(c, (act) => personalData(act, staffOf(c), contact))
  c.header('Content-Type', 'application/json; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="contact-${contact.id}-${data.exportedAt.slice(0, 10)}.json"`)
  return c.body(`${JSON.stringify(data, null, 2)}\n`)
})

const page = async (c: Context, contact: Contact, form: FormState, status: 200 | 409 | 422) => {
  const kept = await retentionOf(c.var.app.modules, c.var.db, contact.id, c.var.app.clock().toISOString())
  const props = { viewer: await viewerOf(c), contact, form, kept }
  return answer(c, { page: <ErasurePage {...props} />, status })
}

personalDataRoutes.get('/contacts/:id/erasure', may('admin'), async (c) =>
  page(c, await contactIn(c), emptyForm(), 200),
)

personalDataRoutes.post('/contacts/:id/erasure', may('admin'), async (c) => {
  const contact = await contactIn(c)
  const parsed = parseForm(removalForm, await readPosted(c))
  if (!parsed.ok) return page(c, contact, parsed.form, 422)
  if (parsed.data.name !== contactName(contact))
    return page(c, contact, withProblem(parsed.form, 'name', 'not the name'), 422)
  try {
    await write(c, (act) => eraseContact(act, contact.id))
  } catch (error) {
    if (!(error instanceof RetentionApplies)) throw error
    return page(c, contact, parsed.form, 409)
  }
  return done(c, { to: `/contacts/${contact.id}`, flash: words[(await viewerOf(c)).language].erased })
})
