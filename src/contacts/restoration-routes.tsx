import { Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { takeBack } from '#src/activity/restore.ts'
import { findEvent } from '#src/audit/events.ts'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { CantRestore } from '#src/restorations/restoration.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { restoredText } from '#views/audit/changes.ts'
import { ContactPage } from '#views/contacts/contact.tsx'
import { findContact } from './contact.ts'
import { findContactPage } from './page.ts'

/** Taking back what happened to a contact, from its page. */
export const restorationRoutes = new Hono()

restorationRoutes.post(
  '/contacts/:id/activity/:eventId/restoration',
  may('take changes back', 'take that change back'),
  async (c) => {
    const staff = staffOf(c)
    const contact = await findContact(c.var.db, staff, toId(c.req.param('id')))
    const eventId = toId(c.req.param('eventId'))
    const event = eventId === null ? undefined : await findEvent(c.var.db, eventId)
    if (event?.contactId !== contact.id) throw notFound()
    if (event.accountId !== null) await findAccount(c.var.db, staff, event.accountId)
    try {
      const left = await write(c, (act) => takeBack(act, c.var.app, event))
      const viewer = await viewerOf(c)
      const stillSeen = await findContact(c.var.db, staff, contact.id).catch(() => null)
      return done(c, {
        to: stillSeen ? `/contacts/${contact.id}` : '/contacts',
        flash: restoredText(viewer, left),
      })
    } catch (error) {
      if (!(error instanceof CantRestore)) throw error
      const data = await findContactPage(c.var.app, staff, contact)
      return answer(c, {
        page: <ContactPage viewer={await viewerOf(c)} {...data} problem={error.why} />,
        status: 409,
      })
    }
  },
)
