import { requireOpening } from '#src/accounts/opens.ts'
import type { Act } from '#src/audit/audit.ts'
import type { MergePair, Mover, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows, type Row } from '#src/contacts/rows.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { openedBy } from '#src/portal/login.ts'
import { moveInvitations } from '#src/portal/person.ts'
import { endClientSessionsOf } from '#src/portal/sessions.ts'
import { endResetTokens } from '#src/portal/tokens.ts'
import { unrestoredWords } from '#views/addresses/unrestored-words.ts'
import { switches } from './rules.ts'

/** Which login stays where both have one, and what becomes of what the other's opens. */
export interface LoginChoice {
  stays: number
  others: 'moved' | 'ended'
}

declare module '#src/contacts/people.ts' {
  interface Choices {
    /** Where both have a login: which one stays. Both do where it is not said. */
    login?: LoginChoice | undefined
  }
}

export const personOfAddresses: PersonPart = {
  columns: {
    'address_setting.address_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    address_setting: {
      key: ['account_id', 'address_id'],
      parents: { account_id: 'account', address_id: 'address' },
      isVersioned: true,
      words: unrestoredWords.address_setting,
    },
  },
  merges: [{ place: 80, move: foldLogins }],
  exports: [{ place: 30, facts: settings }],
}

/** What hangs on an address that both had goes to the one that stays: a switch is on if it was on for either. */
export async function foldAddress(act: Act, mover: Mover, from: Row, into: Row): Promise<void> {
  const settings = await findRows(act.trx, 'address_setting', { address_id: into.id! })
  for (const setting of await findRows(act.trx, 'address_setting', { address_id: from.id! })) {
    const same = settings.find((one) => one.account_id === setting.account_id)
    if (!same) {
      await mover.change('address_setting', setting, { address_id: into.id! })
      continue
    }
    await mover.remove('address_setting', setting)
    await mover.change('address_setting', same, folded(same, setting))
  }
  await moveInvitations(act.trx, mover, from, into)
}

const folded = (one: Row, other: Row): Row => ({
  ...Object.fromEntries(switches.map((name) => [name, Math.max(Number(one[name]), Number(other[name]))])),
  preferences:
    one.notify === other.notify
      ? bothOff(String(one.preferences), String(other.preferences))
      : String(one.notify ? one.preferences : other.preferences),
})

/** Preferences name what is off: off is what is off in both. */
function bothOff(one: string, other: string): string {
  const [a, b] = [JSON.parse(one), JSON.parse(other)] as Record<string, string[]>[]
  return JSON.stringify(
    Object.fromEntries(Object.entries(a!).map(([name, off]) => [name, off.filter((type) => b![name]?.includes(type))])),
  )
}

/**
 * Closes the logins of whoever's login does not stay: what they open is opened by the one that stays, or by none, their sessions
 * end, and LOGIN of their addresses goes off with it. The login itself is kept, with its visits: it opens nothing. Whoever chooses that
 * must be one to say who gets into every account of either: throws NotYoursToOpen.
 */
async function foldLogins(two: MergePair): Promise<void> {
  if (!two.login) return
  const { act, mover, winner, loser } = two
  const { stays, others } = two.login
  const logins = await findRows(act.trx, 'portal_login', { contact_id: winner.id })
  await requireOpening(act, await openedBy(act.trx, [winner.id]))
  const moved = new Set(
    mover.moves
      .filter((one) => one.table === 'portal_login' && one.was?.contact_id === loser.id)
      .map((one) => one.key.id),
  )
  const kept = logins.find((login) => login.id === stays)
  if (!kept) throw notFound()
  const folded = logins.filter((login) => moved.has(login.id!) !== moved.has(kept.id!))
  for (const login of folded) {
    for (const access of await findRows(act.trx, 'portal_access', { login_id: login.id! })) {
      await mover.remove('portal_access', access)
      await switchLogin(two, access, login, 0)
      if (others === 'ended') continue
      await openWith(two, access, kept)
    }
    // Not to be undone: whoever is signed in with it signs in again.
    await endClientSessionsOf(act.trx, Number(login.id))
    await endResetTokens(act.trx, Number(login.id))
  }
}

async function openWith(two: MergePair, access: Row, kept: Row): Promise<void> {
  const { act, mover } = two
  const key = { account_id: access.account_id!, login_id: kept.id! }
  if ((await findRows(act.trx, 'portal_access', key)).length === 0)
    await mover.add('portal_access', { ...key, created_at: act.at })
  await switchLogin(two, access, kept, 1)
}

/** LOGIN of the address that a login was made with, on the account of an access. */
async function switchLogin({ act, mover, winner }: MergePair, access: Row, login: Row, wanted: 0 | 1): Promise<void> {
  const key = { contact_id: winner.id, email_key: login.email_key! }
  const [address] = await findRows(act.trx, 'address', key)
  if (!address) return
  const place = { account_id: access.account_id!, address_id: address.id! }
  const [setting] = await findRows(act.trx, 'address_setting', place)
  if (setting) await mover.change('address_setting', setting, { login: wanted })
  else if (wanted)
    await mover.add('address_setting', {
      ...place,
      login: 1,
      notify: 0,
      sync: 0,
      signer: 0,
      preferences: '{}',
      version: 1,
    })
}

async function settings({ act, contact, accountIds }: PersonExport) {
  return {
    addressSettings: await act.trx
      .selectFrom('address_setting')
      .innerJoin('address', 'address.id', 'address_setting.address_id')
      .innerJoin('account', 'account.id', 'address_setting.account_id')
      .select(['account.short_id as account', 'address.email', 'login', 'notify', 'sync', 'signer', 'preferences'])
      .where('address.contact_id', '=', contact.id)
      .where('account.id', 'in', [0, ...accountIds])
      .orderBy('account.short_id')
      .execute(),
  }
}
