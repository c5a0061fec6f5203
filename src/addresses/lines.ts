import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { invitationDays } from '#src/portal/invitation.ts'
import { type SwitchName, switches } from './rules.ts'

/**
 * How far an address has got into the portal of an account: it opens it; an invitation waits, or has got too old; LOGIN is on and
 * nobody has invited; LOGIN is off.
 */
export type AddressState = 'active' | 'invited' | 'expired' | 'not invited' | 'off'

/** One address of a linked contact, with what it may do on the account. */
export type AddressLine = Record<SwitchName, boolean> & {
  id: number
  contactId: number
  email: string
  /** The custom field whose value it is; null for the contact's own addresses. */
  field: string | null
  state: AddressState
  /** When the last invitation that can still be used was sent, or of an active login, when it was last used. */
  since: string | null
}

const rowsOf = prepared((db, accountId: Placeholder<number>, contactIds: readonly Placeholder<number>[]) =>
  db
    .selectFrom('address')
    .leftJoin('address_setting as setting', (join) =>
      join.onRef('setting.address_id', '=', 'address.id').on('setting.account_id', '=', accountId),
    )
    .leftJoin('portal_login as login', (join) =>
      join.onRef('login.email_key', '=', 'address.email_key').onRef('login.contact_id', '=', 'address.contact_id'),
    )
    .leftJoin('portal_access as access', (join) =>
      join.onRef('access.login_id', '=', 'login.id').on('access.account_id', '=', accountId),
    )
    .leftJoin('custom_field', 'custom_field.id', 'address.field_id')
    .select('custom_field.name as field')
    .select(['address.id', 'address.contact_id', 'address.email', 'login.last_login_at'])
    .select(['setting.login', 'setting.notify', 'setting.sync', 'setting.signer', 'access.login_id'])
    .select((eb) =>
      eb
        .selectFrom('portal_invitation as sent')
        .whereRef('sent.address_id', '=', 'address.id')
        .where('sent.used_at', 'is', null)
        .where('sent.revoked_at', 'is', null)
        .select((n) => n.fn.max('sent.created_at').as('at'))
        .as('invited_at'),
    )
    .where('address.contact_id', 'in', contactIds)
    .orderBy('address.contact_id')
    .orderBy('address.is_primary', 'desc')
    .orderBy((eb) => eb.case().when('address.field_id', 'is', null).then(0).else(1).end())
    .orderBy('address.id'),
)

/** The addresses of these contacts as the account sees them, the primary one of each first. One query. */
export async function addressLines(
  db: Db | Trx,
  accountId: number,
  contactIds: readonly number[],
  now: Date,
): Promise<AddressLine[]> {
  if (contactIds.length === 0) return []
  const rows = await rowsOf(db, accountId, contactIds)
  const oldest = new Date(now.getTime() - invitationDays * 86_400_000).toISOString()
  return rows.map((row) => {
    const state: AddressState = row.login_id
      ? 'active'
      : !row.login
        ? 'off'
        : !row.invited_at
          ? 'not invited'
          : row.invited_at < oldest
            ? 'expired'
            : 'invited'
    const since = state === 'active' ? row.last_login_at : state === 'off' ? null : row.invited_at
    return {
      id: row.id,
      contactId: row.contact_id,
      email: row.email,
      field: row.field,
      ...(Object.fromEntries(switches.map((name) => [name, row[name] === 1])) as Record<SwitchName, boolean>),
      state,
      since,
    }
  })
}
