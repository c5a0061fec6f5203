import type { Context } from 'hono'
import type { Account } from '#src/accounts/account.ts'
import { findLinkedAddress } from '#src/addresses/setting.ts'
import { findLink, firstContacts, hasMoreContacts } from '#src/links/link.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { Db } from '#src/platform/db/database.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { barRegion } from '#src/profile/bar.tsx'
import { contactsPerPage, findContactRow, findContactsPage } from '#src/profile/contacts.ts'
import { findProfile } from '#src/profile/head.ts'
import { answerInfo } from '#src/profile/info-page.tsx'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { Contacts, ContactsPanel } from '#views/links/list.tsx'
import { RelatedAccounts } from '#views/links/related.tsx'
import { ContactRow, type Editing } from '#views/links/row.tsx'

type Edited = 'description' | number

export const linkIn = (c: Context, accountId: number) => findLink(c.var.db, accountId, toId(c.req.param('contactId')))

export const addressIn = (c: Context, accountId: number) =>
  findLinkedAddress(c.var.db, accountId, toId(c.req.param('addressId')))

/** The Info page on which a contact stands, where it is not on the first one. */
const infoWith = async (db: Db, accountId: number, contactId: number) =>
  (await hasMoreContacts(db, accountId, contactsPerPage))
    ? `/accounts/${accountId}/info?contact=${contactId}`
    : `/accounts/${accountId}/info`

interface Shown {
  editing?: Editing | undefined
  justEdited?: Edited | undefined
}

const rowOf = async (c: Context, account: Account, contactId: number, { editing, justEdited }: Shown) => (
  <ContactRow
    viewer={await viewerOf(c)}
    account={account}
    contact={await findContactRow(c.var.db, account.id, contactId, c.var.app.clock())}
    only={!(await hasMoreContacts(c.var.db, account.id, 1))}
    isPrimary={(await firstContacts(c.var.db, account, 1)).rows[0]?.id === contactId}
    editing={editing}
    justEdited={justEdited}
  />
)

const barOf = async (c: Context, account: Account) =>
  barRegion(await viewerOf(c), account, (await findProfile(c.var.db, staffOf(c), account.id)).head)

/** The row of a contact, as it is or with something of it as a form; without htmx on its Info page. */
export async function answerRow(
  c: Context,
  account: Account,
  contactId: number,
  { editing, justEdited, status = 200 }: Shown & { status?: 200 | 409 | 422 } = {},
) {
  if (wantsPart(c))
    return answer(c, { page: '', part: await rowOf(c, account, contactId, { editing, justEdited }), status })
  return answerInfo(c, { contact: editing }, { status, contact: contactId })
}

/** The end of a change to one contact's row; where that leads on to a form of it, `next` is the form and its address. `bar`: what stands above has changed too. */
export async function rowDone(
  c: Context,
  account: Account,
  contactId: number,
  flash: string,
  { justEdited, next, bar }: { justEdited?: Edited; next?: { editing: Editing; to: string }; bar?: boolean },
) {
  const shown = { justEdited, editing: next?.editing }
  return done(c, {
    to: next?.to ?? `${await infoWith(c.var.db, account.id, contactId)}#linked-contact-${contactId}`,
    flash,
    part: wantsPart(c) ? await rowOf(c, account, contactId, shown) : undefined,
    also: bar && wantsPart(c) ? await barOf(c, account) : undefined,
  })
}

/** The end of what changed who the contacts are: the panel closes, and the section and the related accounts follow. */
export async function sectionDone(c: Context, account: Account, shown: number, flash: string) {
  const to = `${await infoWith(c.var.db, account.id, shown)}#contacts`
  if (!wantsPart(c)) return done(c, { to, flash })
  const viewer = await viewerOf(c)
  const page = await findContactsPage(c.var.db, viewer.language, account.id, c.var.app.clock(), shown)
  const { head } = await findProfile(c.var.db, staffOf(c), account.id)
  const related = await relatedAccounts(c.var.db, staffOf(c), account.id)
  return done(c, {
    to,
    flash,
    part: <ContactsPanel />,
    also: [
      {
        target: '#contacts',
        region: <Contacts viewer={viewer} account={account} {...page} primaryId={head.primary?.id} />,
      },
      { target: '#related', region: <RelatedAccounts viewer={viewer} related={related} /> },
      barRegion(viewer, account, head),
    ],
  })
}

/** The end of a change of who the primary contact is: of two rows and the bar. */
export async function primaryDone(c: Context, accountId: number, shown: number, flash: string) {
  const to = `${await infoWith(c.var.db, accountId, shown)}#linked-contact-${shown}`
  if (!wantsPart(c)) return done(c, { to, flash })
  const viewer = await viewerOf(c)
  const { account, head } = await findProfile(c.var.db, staffOf(c), accountId)
  const page = await findContactsPage(c.var.db, viewer.language, accountId, c.var.app.clock(), shown)
  return done(c, {
    to,
    flash,
    part: <Contacts viewer={viewer} account={account} {...page} primaryId={head.primary?.id} />,
    also: barRegion(viewer, account, head),
  })
}
