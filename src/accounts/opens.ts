import { type Act, isSystem } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { accountsOf } from './account.ts'

/** Something would let somebody into an account's portal, and its author may not decide that. It names no account and tells no number. */
export class NotYoursToOpen extends Refusal {
  /** The address that would have opened it, as it was typed; null where it was no address. */
  readonly email: string | null
  constructor(email: string | null = null) {
    super(403, 'not yours to open')
    this.email = email
  }
}

/** Of these accounts, those of which the person may decide who gets into the portal: they see it, and may change address settings. */
export async function openableAmong(
  db: Db | Trx,
  staff: Staff | undefined,
  accountIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (accountIds.length === 0 || !staff || !can(staff, 'manage accounts')) return new Set()
  const rows = await accountsOf(db, staff)
    .select('account.id')
    .where('account.id', 'in', [...new Set(accountIds)])
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Whether the person may decide it of all of them. */
export async function mayOpen(db: Db | Trx, staff: Staff | undefined, accountIds: readonly number[]): Promise<boolean> {
  const openable = await openableAmong(db, staff, accountIds)
  return accountIds.every((id) => openable.has(id))
}

/** The same of the author of an act. Ficha itself and the command line may; a client may not. */
export async function authorMayOpen(act: Act, accountIds: readonly number[]): Promise<boolean> {
  if (isSystem(act.by) || accountIds.length === 0) return true
  const author = act.by.staffId === null ? undefined : await findStaff(act.trx, act.by.staffId)
  return mayOpen(act.trx, author, accountIds)
}

/**
 * Stands wherever it is written who gets into the portal: what an address or a login opens, and to whom an address leads. Throws
 * NotYoursToOpen, which undoes the whole act.
 */
export async function requireOpening(act: Act, accountIds: readonly number[], email?: string): Promise<void> {
  if (!(await authorMayOpen(act, accountIds))) throw new NotYoursToOpen(email)
}
