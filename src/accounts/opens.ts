import { type Act, isSystem } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { namedAccountsOf } from './account.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    accounts: 'not yours to open'
  }
}

/** Something would let somebody into an account's portal, and its author may not decide that. It names no account and tells no number. */
export class NotYoursToOpen extends Refusal {
  /** The address that would have opened it, as it was typed; null where it was no address. */
  readonly email: string | null
  constructor(email: string | null = null) {
    super(403, 'not yours to open')
    this.email = email
  }
}

/**
 * Of these accounts, those that the person may open to somebody: those that they see. What right a change takes besides, its own route
 * and verb say; whoever may correct a client's address may do so where all that hangs on it is before their eyes.
 */
export async function openableAmong(
  db: Db | Trx,
  staff: Staff | undefined,
  accountIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (accountIds.length === 0 || !staff) return new Set()
  const rows = await namedAccountsOf(db, staff)
    .select('account.id')
    .where('account.id', 'in', [...new Set(accountIds)])
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Whether they may open all of them. */
export async function mayOpen(db: Db | Trx, staff: Staff | undefined, accountIds: readonly number[]): Promise<boolean> {
  const openable = await openableAmong(db, staff, accountIds)
  return accountIds.every((id) => openable.has(id))
}

const findAuthor = (act: Act) => (act.by.staffId === null ? undefined : findStaff(act.trx, act.by.staffId))

/** The same of the author of an act. Ficha itself and the command line may; a client may not. */
async function authorMayOpen(act: Act, accountIds: readonly number[]): Promise<boolean> {
  return isSystem(act.by) || accountIds.length === 0 || mayOpen(act.trx, await findAuthor(act), accountIds)
}

/** Whether the author of an act may change what addresses may do on an account. */
export async function authorMaySwitch(act: Act, accountId: number): Promise<boolean> {
  if (isSystem(act.by)) return true
  const author = await findAuthor(act)
  return author !== undefined && can(author, 'manage accounts') && mayOpen(act.trx, author, [accountId])
}

/**
 * Stands wherever it is written who gets into the portal: what an address or a login opens, and to whom an address leads. Throws
 * NotYoursToOpen, which undoes the whole act.
 */
export async function requireOpening(act: Act, accountIds: readonly number[], email?: string): Promise<void> {
  if (!(await authorMayOpen(act, accountIds))) throw new NotYoursToOpen(email)
}
