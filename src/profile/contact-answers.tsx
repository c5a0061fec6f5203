import type { Context } from 'hono'
import { type Account, findAccount } from '#src/accounts/account.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { findLinkedAddress } from '#src/addresses/setting.ts'
import { findLink, linkedContacts } from '#src/links/link.ts'
import { relatedAccounts } from '#src/links/related.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { Contacts, ContactsPanel } from '#views/links/list.tsx'
import { RelatedAccounts } from '#views/links/related.tsx'
import { ContactRow, type Editing } from '#views/links/row.tsx'
import { barRegion } from './bar.tsx'
import { contactsPerPage, findContactRow, findContactsPage } from './contacts.ts'
import { answerInfo } from './info-page.tsx'

type Edited = 'description' | number

/** What the routes of the contacts of an account have in common: what they are about, and the row or the section that they answer with. */
export function contactAnswers(app: App) {
  const db = app.db.read

  const accountIn = (c: Context) => findAccount(db, staffOf(c), toId(c.req.param('id')))
  const linkIn = (c: Context, accountId: number) => findLink(db, accountId, toId(c.req.param('contactId')))
  const addressIn = (c: Context, accountId: number) => findLinkedAddress(db, accountId, toId(c.req.param('addressId')))
  const isOnly = async (accountId: number) => (await linkedContacts(db, accountId)).length === 1

  /** The Info page on which a contact stands, where it is not on the first one. */
  const infoWith = async (accountId: number, contactId: number) =>
    (await linkedContacts(db, accountId)).length > contactsPerPage
      ? `/accounts/${accountId}/info?contact=${contactId}`
      : `/accounts/${accountId}/info`

  const rowOf = async (
    c: Context,
    account: Account,
    contactId: number,
    { editing, justEdited }: { editing?: Editing; justEdited?: Edited } = {},
  ) => (
    <ContactRow
      viewer={await viewerOf(c, app)}
      account={account}
      contact={await findContactRow(db, account.id, contactId, app.clock())}
      only={await isOnly(account.id)}
      editing={editing}
      justEdited={justEdited}
    />
  )

  const barOf = async (c: Context, account: Account) =>
    barRegion(await viewerOf(c, app), account, (await findProfile(db, staffOf(c), account.id)).head)

  return {
    accountIn,
    linkIn,
    addressIn,
    isOnly,

    /** The row of a contact, as it is or with something of it as a form; without htmx on its Info page. */
    async row(
      c: Context,
      account: Account,
      contactId: number,
      { editing, justEdited, status = 200 }: { editing?: Editing; justEdited?: Edited; status?: 200 | 409 | 422 } = {},
    ) {
      if (wantsPart(c))
        return answer(c, { page: '', part: await rowOf(c, account, contactId, { editing, justEdited }), status })
      return answerInfo(c, app, { contact: editing }, { status, contact: contactId })
    },

    /** The end of a change to one contact's row; where that leads on to a form of it, `next` is the form and its address. `bar`: what stands above has changed too. */
    async rowDone(
      c: Context,
      account: Account,
      contactId: number,
      flash: string,
      { justEdited, next, bar }: { justEdited?: Edited; next?: { editing: Editing; to: string }; bar?: boolean },
    ) {
      const shown = { justEdited, editing: next?.editing }
      return done(c, app, {
        to: next?.to ?? (await infoWith(account.id, contactId)),
        flash,
        part: wantsPart(c) ? await rowOf(c, account, contactId, shown) : undefined,
        also: bar && wantsPart(c) ? await barOf(c, account) : undefined,
      })
    },

    /** The end of what changed who the contacts are: the panel closes, and the section and the related accounts follow. */
    async sectionDone(c: Context, account: Account, shown: number, flash: string) {
      const to = await infoWith(account.id, shown)
      if (!wantsPart(c)) return done(c, app, { to, flash })
      const viewer = await viewerOf(c, app)
      const page = await findContactsPage(db, viewer.language, account.id, app.clock(), shown)
      const related = await relatedAccounts(db, staffOf(c), account.id)
      return done(c, app, {
        to,
        flash,
        part: <ContactsPanel />,
        also: [
          { target: '#contacts', region: <Contacts viewer={viewer} account={account} {...page} /> },
          { target: '#related', region: <RelatedAccounts viewer={viewer} related={related} /> },
          await barOf(c, account),
        ],
      })
    },
  }
}
