import { Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { perform } from '#src/audit/audit.ts'
import { findEvent } from '#src/audit/events.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { CantRestore, restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { restoredText } from '#views/audit/words.ts'
import { ContactPage } from '#views/contacts/contact.tsx'
import { findContact } from './contact.ts'
import { findContactPage } from './page.ts'

/** Taking back what happened to a contact, from its page. */
export function restorationRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const restorers = restorersOf(app)

  routes.post('/contacts/:id/activity/:eventId/restoration', may('take changes back'), async (c) => {
    const staff = staffOf(c)
    const contact = await findContact(db, staff, toId(c.req.param('id')))
    const eventId = toId(c.req.param('eventId'))
    const event = eventId === null ? undefined : await findEvent(db, eventId)
    if (event?.contactId !== contact.id) throw notFound()
    if (event.accountId !== null) await findAccount(db, staff, event.accountId)
    try {
      const left = await perform(app, actorOf(c), (act) => restoreEvent(act, restorers, staff, event))
      const viewer = await viewerOf(c, app)
      const stillSeen = await findContact(db, staff, contact.id).catch(() => null)
      return done(c, app, {
        to: stillSeen ? `/contacts/${contact.id}` : '/contacts',
        flash: restoredText(viewer, left),
      })
    } catch (error) {
      if (!(error instanceof CantRestore)) throw error
      const data = await findContactPage(app, staff, contact)
      return answer(c, {
        page: <ContactPage viewer={await viewerOf(c, app)} {...data} problem={error.why} />,
        status: 409,
      })
    }
  })

  return routes
}
