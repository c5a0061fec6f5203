import { Hono } from 'hono'
import { accountsByContact } from '#src/links/link.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { addressOf } from '#src/platform/web/list.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { allTags } from '#src/tags/tag.ts'
import { ContactListPage, FoundContacts, foundContactsText } from '#views/contacts/list.tsx'
import { foundCount } from '#views/ui/list.tsx'
import { contactPage } from './list.ts'
import { readContactFilter, writeContactFilter } from './list-filter.ts'

/** The list of contacts, each with the clients that one sees of it. */
export const contactListRoutes = new Hono()

contactListRoutes.get('/contacts', may('signed in'), async (c) => {
  const filter = readContactFilter(c.req.query())
  const [page, tags, viewer] = await Promise.all([
    contactPage(c.var.db, staffOf(c), filter, readCursor(c.req.query('at'))),
    allTags(c.var.db),
    viewerOf(c),
  ])
  const clients = await accountsByContact(
    c.var.db,
    staffOf(c),
    page.rows.map(({ id }) => id),
  )
  const props = { viewer, filter, tags, clients: Map.groupBy(clients, (client) => client.contact_id), ...page }
  return answer(c, {
    page: <ContactListPage {...props} />,
    part: <FoundContacts {...props} />,
    also: foundCount(foundContactsText(props)),
    at: addressOf('/contacts', writeContactFilter(filter)),
  })
})
