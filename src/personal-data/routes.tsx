import { type Context, Hono } from 'hono'
import { removalForm } from '#src/accounts/form.ts'
import { perform } from '#src/audit/audit.ts'
import { type Contact, findContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ErasurePage } from '#views/personal-data/erasure.tsx'
import { words } from '#views/personal-data/words.ts'
import { eraseContact, MustBeKept } from './erasure.ts'
import { personalData } from './export.ts'
import { keptUntil } from './retention.ts'

export function personalDataRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const contactIn = async (c: Context): Promise<Contact> => {
    const contact = await findContact(db, staffOf(c), toId(c.req.param('id')))
    if (contact.erased_at) throw notFound()
    return contact
  }

  routes.post('/contacts/:id/export', may('manage contacts'), async (c) => {
    const contact = await contactIn(c)
    const data = await perform(app, actorOf(c), (act) => personalData(act, staffOf(c), contact))
    c.header('Content-Type', 'application/json; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="contact-${contact.id}-${data.exportedAt.slice(0, 10)}.json"`)
    return c.body(`${JSON.stringify(data, null, 2)}\n`)
  })

  const page = async (c: Context, contact: Contact, form: FormState, status: 200 | 409 | 422) => {
    const kept = await keptUntil(db, contact.id, app.clock().toISOString())
    const props = { viewer: await viewerOf(c, app), contact, form, kept }
    return answer(c, { page: <ErasurePage {...props} />, status })
  }

  routes.get('/contacts/:id/erasure', may('admin'), async (c) => page(c, await contactIn(c), emptyForm(), 200))

  routes.post('/contacts/:id/erasure', may('admin'), async (c) => {
    const contact = await contactIn(c)
    const parsed = parseForm(removalForm, await readPosted(c))
    if (!parsed.ok) return page(c, contact, parsed.form, 422)
    if (parsed.data.name !== contactName(contact))
      return page(c, contact, withProblem(parsed.form, 'name', 'not the name'), 422)
    try {
      await perform(app, actorOf(c), (act) => eraseContact(act, contact.id))
    } catch (error) {
      if (!(error instanceof MustBeKept)) throw error
      return page(c, contact, parsed.form, 409)
    }
    return done(c, app, { to: `/contacts/${contact.id}`, flash: words[(await viewerOf(c, app)).language].erased })
  })

  return routes
}
