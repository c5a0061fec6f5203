import {
  archiveAccount,
  changeAccount,
  lockedAccount,
  namedAccountsOf,
  reactivateAccount,
} from '#src/accounts/account.ts'
import { setAccountRoles, setAccountTags, setTeam } from '#src/accounts/team.ts'
import { invite } from '#src/addresses/invite.ts'
import { setSwitch, settingOf } from '#src/addresses/setting.ts'
import { type Act, permitted } from '#src/audit/audit.ts'
import { AddressTaken } from '#src/contacts/address.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { openInvitations } from '#src/portal/invitation.ts'
import { findLoginByEmail } from '#src/portal/login.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type BulkActions, type BulkSwitch, bulkSwitches, type Part, parts, partsOf } from './actions.ts'
import type { Outcome } from './rules.ts'

/** One line of the report. People are named by their numbers: what is told of them is looked up when it is read, and goes when they go. */
export type Note =
  | { did: 'tags' | 'team' | 'roles' | 'type' | 'archived' | 'reactivated' }
  | { did: 'switched'; name: BulkSwitch; to: 'on' | 'off'; contact: number }
  | { did: 'invited'; contact: number }
  | { left: 'gone' | 'failed' }
  | { left: 'not allowed'; part: Part }
  | { left: 'no address' | 'address taken' | 'archived'; contact: number }

export function outcomeOf(notes: readonly Note[]): Outcome {
  const did = notes.some((note) => 'did' in note)
  const left = notes.some((note) => 'left' in note)
  return did ? (left ? 'partly' : 'changed') : left ? 'skipped' : 'unchanged'
}

/**
 * Does to one account what is asked for, by the verbs that do it by hand, as far as the person may now: they ask nobody once more. `since` is when the run was
 * started: one mail to an address opens all its accounts, so nobody is invited twice by one run.
 */
export async function actOn(
  act: Act,
  staff: Staff,
  actions: BulkActions,
  since: string,
  accountId: number,
): Promise<Note[]> {
  const seen = await namedAccountsOf(act.trx, staff)
    .select('account.id')
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  if (!seen) return [{ left: 'gone' }]
  const notes: Note[] = []
  // The team comes last: who leaves it themselves sees the account no more.
  for (const part of ['tags', 'type', 'state', 'addresses', 'team'] as const) {
    if (!partsOf(actions).includes(part)) continue
    if (can(staff, parts[part])) notes.push(...(await doing[part](permitted(act), actions, accountId, since)))
    else notes.push({ left: 'not allowed', part })
  }
  return notes
}

const doing: Record<Part, (act: Act, actions: BulkActions, accountId: number, since: string) => Promise<Note[]>> = {
  async tags(act, { addTags, removeTags }, accountId) {
    return (await setAccountTags(act, accountId, addTags, removeTags)) ? [{ did: 'tags' }] : []
  },
  async team(act, { addTeam, removeTeam, roles }, accountId) {
    const notes: Note[] = []
    if (await setAccountRoles(act, accountId, roles)) notes.push({ did: 'roles' })
    if (await setTeam(act, accountId, addTeam, removeTeam)) notes.push({ did: 'team' })
    return notes
  },
  async type(act, { type }, accountId) {
    const account = await lockedAccount(act.trx, accountId)
    if (!type || account.type === type) return []
    await changeAccount(act, accountId, account.version, { type })
    return [{ did: 'type' }]
  },
  async state(act, { state }, accountId) {
    const isArchived = (await lockedAccount(act.trx, accountId)).archived_at !== null
    if (isArchived === (state === 'archive')) return []
    await (isArchived ? reactivateAccount : archiveAccount)(act, accountId)
    return [{ did: isArchived ? 'reactivated' : 'archived' }]
  },
  async addresses(act, actions, accountId, since) {
    const { archived_at } = await lockedAccount(act.trx, accountId)
    const notes: Note[] = []
    for (const { contact, address, email } of await primaryAddresses(act.trx, accountId)) {
      if (address === null || email === null) {
        notes.push({ left: 'no address', contact })
        continue
      }
      notes.push(...(await switchAddress(act, actions, accountId, address, contact)))
      if (actions.invite)
        notes.push(...(await inviteAddress(act, actions, { accountId, archived_at, address, contact, email, since })))
    }
    return notes
  },
}

/** The linked contacts, by number, each with their primary address, if they have one. */
const primaryAddresses = (trx: Trx, accountId: number) =>
  trx
    .selectFrom('link')
    .leftJoin('address', (join) =>
      join.onRef('address.contact_id', '=', 'link.contact_id').on('address.is_primary', '=', 1),
    )
    .select(['link.contact_id as contact', 'address.id as address', 'address.email'])
    .where('link.account_id', '=', accountId)
    .orderBy('link.contact_id')
    .execute()

async function switchAddress(
  act: Act,
  { switches }: BulkActions,
  accountId: number,
  address: number,
  contact: number,
): Promise<Note[]> {
  const notes: Note[] = []
  for (const name of bulkSwitches) {
    const to = switches[name]
    if (!to) continue
    try {
      if (await setSwitch(act, accountId, address, name, to === 'on'))
        notes.push({ did: 'switched', name, to, contact })
    } catch (error) {
      // The verb asks before it writes, so the rest of the account goes on.
      if (!(error instanceof AddressTaken)) throw error
      notes.push({ left: 'address taken', contact })
    }
  }
  return notes
}

interface Invited {
  accountId: number
  archived_at: string | null
  address: number
  contact: number
  email: string
  since: string
}

async function inviteAddress(act: Act, { message }: BulkActions, to: Invited): Promise<Note[]> {
  const { accountId, address, contact, email } = to
  const { login } = await settingOf(act.trx, accountId, address)
  if (!login || (await findLoginByEmail(act.trx, email))) return []
  if (to.archived_at) return [{ left: 'archived', contact }]
  const already = (await openInvitations(act.trx, address)).some((one) => one.created_at >= to.since)
  if (!already) await invite(act, accountId, address, message)
  return [{ did: 'invited', contact }]
}
