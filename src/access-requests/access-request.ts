import type { Generated } from 'kysely'
import { accountsOf, lockedAccount, mustSee } from '#src/accounts/account.ts'
import { setTeam, teamOf } from '#src/accounts/team.ts'
import { type Act, permitted, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'access asked': true
    'access granted': true
    'access declined': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    access_request: {
      id: Generated<number>
      staff_id: number
      /** The client's name or ID as the person who asks knows it: they can't see which accounts there are. */
      wanted: string
      reason: string
      created_at: string
      answered_at: string | null
      answered_by: number | null
      /** The account that was granted; null while unanswered and where declined. */
      account_id: number | null
    }
  }
}

/**
 * Of requests for these clients, those that somebody may know of, and answer: all where they see all accounts, else those for one that is
 * called just so. In the words of a request stands what the person who asks knows of a client whom others don't see. It is asked of what
 * they see alone: what they don't must not decide what they are shown, or requests would tell which names there are. One query.
 */
async function wantedKnownTo(db: Db | Trx, staff: Staff, wanted: readonly string[]): Promise<ReadonlySet<string>> {
  if (can(staff, 'view all accounts') || wanted.length === 0) return new Set(wanted)
  const [nameOf, idOf] = [asWords, (text: string) => text.trim().toUpperCase()]
  const rows = await accountsOf(db, staff)
    .select(['account.sort_name', 'account.short_id'])
    .where((eb) =>
      eb.or([eb('account.sort_name', 'in', wanted.map(nameOf)), eb('account.short_id', 'in', wanted.map(idOf))]),
    )
    .execute()
  const called = new Set(rows.flatMap((row) => [`name ${row.sort_name}`, `id ${row.short_id}`]))
  return new Set(wanted.filter((text) => called.has(`name ${nameOf(text)}`) || called.has(`id ${idOf(text)}`)))
}

const mostOpen = 50
/** How many are looked at with one query. */
const lookedAt = 200

/** Requests that nobody has answered and that the person may know of, the oldest first, `mostOpen` at most. */
export async function openRequests(db: Db, staff: Staff) {
  const known: Awaited<ReturnType<typeof unanswered>> = []
  let after = 0
  // Those that they may not know of take no place of the others.
  while (known.length < mostOpen) {
    const requests = await unanswered(db, after)
    const wanted = await wantedKnownTo(
      db,
      staff,
      requests.map((request) => request.wanted),
    )
    known.push(...requests.filter((request) => wanted.has(request.wanted)))
    if (requests.length < lookedAt) break
    after = requests.at(-1)!.id
  }
  return known.slice(0, mostOpen)
}

const unanswered = (db: Db, after: number) =>
  db
    .selectFrom('access_request')
    .innerJoin('staff', 'staff.id', 'access_request.staff_id')
    .select([
      'access_request.id',
      'access_request.wanted',
      'access_request.reason',
      'access_request.created_at',
      'staff.name',
    ])
    .where('access_request.answered_at', 'is', null)
    .where('staff.deactivated_at', 'is', null)
    .where('access_request.id', '>', after)
    .orderBy('access_request.id')
    .limit(lookedAt)
    .execute()

/** What a person has asked for, the newest first, and what came of it. The account is named as long as they see it. */
export const requestsOf = (db: Db, staff: Staff) =>
  db
    .selectFrom('access_request')
    .leftJoin(
      accountsOf(db, staff).select(['account.id', 'account.name']).as('seen'),
      'seen.id',
      'access_request.account_id',
    )
    .select(['access_request.id', 'access_request.wanted', 'access_request.created_at', 'access_request.answered_at'])
    .select(['access_request.account_id', 'seen.name as account_name'])
    .where('access_request.staff_id', '=', staff.id)
    .orderBy('access_request.id', 'desc')
    .limit(20)
    .execute()

/** Asks for access to an account, by whatever one knows of it. */
export async function askForAccess(act: Act, staffId: number, wanted: string, reason: string): Promise<void> {
  await act.trx.insertInto('access_request').values({ staff_id: staffId, wanted, reason, created_at: act.at }).execute()
  await record(act, { kind: 'access asked', subject: wanted, changes: reason ? { wanted: [null, reason] } : undefined })
}

async function openRequest(act: Act, id: number) {
  await locked(act.trx, 'access_request', id)
  const request = await act.trx
    .selectFrom('access_request')
    .innerJoin('staff', 'staff.id', 'access_request.staff_id')
    .selectAll('access_request')
    .select('staff.name')
    .where('access_request.id', '=', id)
    .executeTakeFirst()
  const author = await must(act, 'assign team')
  if (!request || (author && !(await wantedKnownTo(act.trx, author, [request.wanted])).has(request.wanted)))
    throw notFound()
  if (request.answered_at) throw changedMeanwhile()
  return request
}

const answered = (act: Act, id: number, accountId: number | null) =>
  act.trx
    .updateTable('access_request')
    .set({ answered_at: act.at, answered_by: act.by.staffId, account_id: accountId })
    .where('id', '=', id)
    .execute()

/**
 * Puts the person on the team of an account that whoever grants it sees. Throws 409 where somebody has answered already, 404 where they
 * may not know of it.
 */
export async function grantAccess(act: Act, id: number, accountId: number): Promise<void> {
  const request = await openRequest(act, id)
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'assign team')
  const team = (await teamOf(act.trx, accountId)).map((member) => member.id)
  await setTeam(permitted(act), accountId, [...team, request.staff_id], team)
  await answered(act, id, accountId)
  await record(act, {
    kind: 'access granted',
    accountId,
    subject: account.name,
    changes: { person: [null, request.name] },
  })
}

/** Declines a request. Throws 409 where somebody has answered already, 404 where whoever declines it may not know of it. */
export async function declineAccess(act: Act, id: number): Promise<void> {
  const request = await openRequest(act, id)
  await answered(act, id, null)
  await record(act, { kind: 'access declined', subject: request.wanted, changes: { person: [null, request.name] } })
}
