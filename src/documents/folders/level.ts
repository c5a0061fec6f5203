import type { ExpressionBuilder } from 'kysely'
import { mustSee } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { notAllowed, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { type Level, usualLevel } from './rules.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** What one person may do in one folder, where it is not what they may do anywhere. */
    folder_right: {
      folder_id: number
      staff_id: number
      level: Level
      /** Set on this folder; 0 for one that holds here because it was set on a folder above. */
      is_own: number
    }
  }
}

declare module '#src/staff/rights.ts' {
  interface Questions {
    'edit in the folder': true
  }
}

/** What somebody may do in a folder, or at the top of an account. The folder must be one of an account that they see. */
export async function levelIn(db: Db | Trx, staff: Staff, folderId: number | null): Promise<Level> {
  if (folderId === null || can(staff, 'admin')) return usualLevel(staff)
  const right = await db
    .selectFrom('folder_right')
    .select('level')
    .where('folder_id', '=', folderId)
    .where('staff_id', '=', staff.id)
    .executeTakeFirst()
  return right?.level ?? usualLevel(staff)
}

/**
 * Throws where whoever acts may not change what is in these folders of an account, by what holds as the transaction runs: 404 where
 * they don't see the account or may not look into one, 403 where they may only look. Null is the top. The system may.
 */
export async function mustEditIn(
  act: Act,
  accountId: number,
  ...folderIds: readonly (number | null)[]
): Promise<Staff | null> {
  if (act.by.loginId !== undefined && !act.permitted) throw notAllowed()
  const staff = await mustSee(act, accountId)
  if (!staff) return null
  for (const folderId of new Set(folderIds)) {
    const level = await levelIn(act.trx, staff, folderId)
    if (level === 'none') throw notFound()
    if (level !== 'edit') throw notAllowed()
  }
  return staff
}

/** Throws 403 for whoever may not change what is in a folder. */
export async function mustEdit(db: Db | Trx, staff: Staff, folderId: number | null): Promise<void> {
  if ((await levelIn(db, staff, folderId)) !== 'edit') throw notAllowed()
}

/** Narrows a query of documents to those in folders that the person may look into. */
export const inOpenFolders = (staff: Reader) => (eb: ExpressionBuilder<Tables, 'document'>) =>
  can(staff, 'admin')
    ? eb.lit(true)
    : eb.not(
        eb.exists(
          eb
            .selectFrom('folder_right')
            .select('folder_right.folder_id')
            .whereRef('folder_right.folder_id', '=', 'document.folder_id')
            .where('folder_right.staff_id', '=', staff.id)
            .where('folder_right.level', '=', 'none'),
        ),
      )
