import { toldTo } from '#src/accounts/told.ts'
import { type Act, type Changes, record, toldHome } from '#src/audit/audit.ts'
import { messagesOfContacts } from '#src/chats/personal.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { type Contact, contactTagsOf, fieldsOf, phonesOf } from '#src/contacts/contact.ts'
import { mergedInto } from '#src/contacts/merged.ts'
import { contactName } from '#src/contacts/name.ts'
import { secretHome } from '#src/contacts/secret.ts'
import { inOpenFolders } from '#src/documents/folders/level.ts'
import { changeHome, ownerIn, valueHome } from '#src/fields/homes.ts'
import { plainValue } from '#src/fields/type.ts'
import { fieldSheet } from '#src/fields/value.ts'
import { linkedAccounts } from '#src/links/link.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import type { Staff } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contact exported': true
  }
}

/** A sealed text in the clear; where nothing opens it, as it is. */
const clear = (vault: Vault, text: string | null, home: Home): string | null => text && (vault.open(text, home) ?? text)

/**
 * Everything held about a person, of the accounts that the reader may see: the others are counted. It is told in the audit trail.
 * The contact must be one that the reader may see.
 */
export async function personalData(act: Act, staff: Staff, contact: Contact) {
  const { trx, vault } = act
  const ids = await mergedInto(trx as unknown as Db, contact.id)
  const accounts = await linkedAccounts(trx, staff, contact.id)
  const visible = accounts.map((account) => account.id)
  const { linked } = await trx
    .selectFrom('link')
    .select((eb) => eb.fn.countAll<number>().as('linked'))
    .where('contact_id', '=', contact.id)
    .executeTakeFirstOrThrow()
  const data = {
    exportedAt: act.at,
    contact: {
      id: contact.id,
      name: contactName(contact),
      ...fieldsOf(contact),
      tax_id: clear(vault, contact.tax_id, secretHome(contact.id, 'tax_id')),
      iban: clear(vault, contact.iban, secretHome(contact.id, 'iban')),
      created_at: contact.created_at,
    },
    addresses: (await addressesOf(trx, contact.id)).map(({ email, is_primary }) => ({
      email,
      primary: is_primary === 1,
    })),
    phones: await phonesOf(trx, contact.id),
    tags: (await contactTagsOf(trx, contact.id)).map((tag) => tag.name),
    accounts: accounts.map(({ name, short_id, archived_at, description }) => ({
      name,
      short_id,
      archived_at,
      description,
    })),
    accountsNotShown: linked - accounts.length,
    addressSettings: await settingsOf(act, contact.id, visible),
    customFields: await valuesOf(act, ids),
    logins: await loginsOf(act, contact.id),
    invitations: await invitationsOf(act, contact.id, visible),
    mails: await trx
      .selectFrom('outgoing_mail')
      .select(['template', 'email', 'status', 'created_at', 'sent_at'])
      .where('contact_id', 'in', ids)
      .orderBy('id')
      .execute(),
    messages: await messagesOfContacts(trx, ids, visible),
    documentsBrought: await broughtBy(act, staff, ids, visible),
    documentsOpened: await openedBy(act, staff, ids, visible),
    events: await eventsOf(act, staff, ids, visible),
  }
  await record(act, { kind: 'contact exported', contactId: contact.id, subject: contactName(contact) })
  return data
}

const settingsOf = ({ trx }: Act, contactId: number, accountIds: readonly number[]) =>
  trx
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .innerJoin('account', 'account.id', 'address_setting.account_id')
    .select(['account.short_id as account', 'address.email', 'login', 'notify', 'sync', 'signer', 'preferences'])
    .where('address.contact_id', '=', contactId)
    .where('account.id', 'in', [0, ...accountIds])
    .orderBy('account.short_id')
    .execute()

async function loginsOf({ trx }: Act, contactId: number) {
  const logins = await trx
    .selectFrom('portal_login')
    .select(['id', 'email', 'language', 'created_at', 'last_login_at', 'last_user_agent'])
    .where('contact_id', '=', contactId)
    .execute()
  const visits = await trx
    .selectFrom('portal_visit')
    .innerJoin('portal_login', 'portal_login.id', 'portal_visit.login_id')
    .select(['portal_visit.login_id', 'portal_visit.at', 'portal_visit.how', 'portal_visit.address'])
    .select('portal_visit.user_agent')
    .where('portal_login.contact_id', '=', contactId)
    .orderBy('portal_visit.id')
    .execute()
  return logins.map(({ id, ...login }) => ({
    ...login,
    visits: visits.filter((visit) => visit.login_id === id).map(({ login_id: _, ...visit }) => visit),
  }))
}

const invitationsOf = ({ trx }: Act, contactId: number, accountIds: readonly number[]) =>
  trx
    .selectFrom('portal_invitation')
    .innerJoin('address', 'address.id', 'portal_invitation.address_id')
    .innerJoin('account', 'account.id', 'portal_invitation.account_id')
    .select(['account.short_id as account', 'portal_invitation.email', 'portal_invitation.message'])
    .select(['portal_invitation.created_at', 'portal_invitation.used_at', 'portal_invitation.revoked_at'])
    .where('address.contact_id', '=', contactId)
    .where('account.id', 'in', [0, ...accountIds])
    .orderBy('portal_invitation.id')
    .execute()

/** Of accounts and in folders that the reader may look into. */
const broughtBy = ({ trx }: Act, staff: Staff, ids: readonly number[], accountIds: readonly number[]) =>
  trx
    .selectFrom('document_version as version')
    .innerJoin('document', 'document.id', 'version.document_id')
    .innerJoin('account', 'account.id', 'document.account_id')
    .select(['account.short_id as account', 'document.name', 'version.number', 'version.name as sent_as'])
    .select(['version.added_at', 'version.size', 'version.type', 'version.hash as sha256'])
    .where('version.added_by_contact', 'in', ids)
    .where('account.id', 'in', [0, ...accountIds])
    .where(inOpenFolders(staff))
    .orderBy('version.added_at')
    .orderBy('document.id')
    .execute()

const openedBy = ({ trx }: Act, staff: Staff, ids: readonly number[], accountIds: readonly number[]) =>
  trx
    .selectFrom('document_client_view as view')
    .innerJoin('document', 'document.id', 'view.document_id')
    .innerJoin('account', 'account.id', 'document.account_id')
    .select(['account.short_id as account', 'document.name', 'view.number'])
    .select(['view.first_at', 'view.last_at', 'view.times'])
    .where('view.contact_id', 'in', ids)
    .where('account.id', 'in', [0, ...accountIds])
    .where(inOpenFolders(staff))
    .orderBy('view.first_at')
    .orderBy('document.id')
    .execute()

async function eventsOf(
  { trx, vault, modules }: Act,
  staff: Staff,
  ids: readonly number[],
  accountIds: readonly number[],
) {
  const rows = await trx
    .selectFrom('audit_event')
    .select(['at', 'kind', 'actor', 'subject', 'changes', 'account_id', 'contact_id'])
    .where('contact_id', 'in', ids)
    .where((or) => or.or([or('account_id', 'is', null), or('account_id', 'in', [0, ...accountIds])]))
    .where((eb) => eb.and(toldTo(modules, staff).map((narrowing) => narrowing(eb))))
    .orderBy('id')
    .execute()
  return rows.map(({ changes, account_id: accountId, contact_id: contactId, ...event }) => ({
    ...event,
    changes: Object.fromEntries(
      Object.entries((changes ? JSON.parse(changes) : {}) as Changes).map(([field, [old, now]]) => {
        const home = (side: 'old' | 'now') => toldHome({ accountId, contactId }, field, side)
        return [field, [clear(vault, old, home('old')), clear(vault, now, home('now'))]]
      }),
    ),
  }))
}

/** The custom fields as they are, and what they were. */
async function valuesOf({ trx, vault }: Act, ids: readonly number[]) {
  const { people } = await fieldSheet(trx, 'contact', null)
  const values = await trx
    .selectFrom('custom_value')
    .innerJoin('custom_field', 'custom_field.id', 'custom_value.field_id')
    .selectAll('custom_field')
    .select(['custom_value.value', 'custom_value.account_id', 'custom_value.contact_id'])
    .where('custom_value.contact_id', 'in', ids)
    .orderBy('custom_field.position')
    .orderBy('custom_field.id')
    .execute()
  const changes = await trx
    .selectFrom('custom_change')
    .select(['field_id', 'account_id', 'contact_id', 'at', 'actor', 'old', 'new'])
    .where('contact_id', 'in', ids)
    .orderBy('id')
    .execute()
  return values.map(({ value, account_id, contact_id, ...field }) => {
    const said = (stored: string | null, home: Home) =>
      stored && plainValue(field, clear(vault, stored, home) ?? '', people)
    const then = (change: (typeof changes)[number], side: 'old' | 'new') =>
      said(change[side], changeHome(side, ownerIn(change), field.id))
    const history = changes.filter((change) => change.field_id === field.id)
    return {
      name: field.name,
      value: said(value, valueHome(ownerIn({ account_id, contact_id }), field.id)),
      history: history.map((change) => ({
        at: change.at,
        actor: change.actor,
        old: then(change, 'old'),
        new: then(change, 'new'),
      })),
    }
  })
}
