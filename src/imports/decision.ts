import type { Generated } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Decision } from './rules.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** What was decided about a doubtful row. */
    import_decision: {
      import_id: number
      row_number: number
      choice: Decision
      /** Where the row joins what a row before makes: the account that this one made, once it is imported. */
      account_id: Generated<number | null>
    }
  }
}

/** What was decided about the rows of an import, by their numbers. */
export async function decisionsOf(db: Db | Trx, importId: number): Promise<Map<number, Decision>> {
  const rows = await db
    .selectFrom('import_decision')
    .select(['row_number', 'choice'])
    .where('import_id', '=', importId)
    .execute()
  return new Map(rows.map(({ row_number, choice }) => [row_number, choice]))
}

export const forgetDecisions = ({ trx }: Act, importId: number) =>
  trx.deleteFrom('import_decision').where('import_id', '=', importId).execute()

/** The same about these rows, where one that joins a row before joins the account that this one made. */
export async function madeDecisionsOf(
  trx: Trx,
  importId: number,
  rows: readonly number[],
): Promise<Map<number, Decision>> {
  const found = await trx
    .selectFrom('import_decision')
    .select(['row_number', 'choice', 'account_id'])
    .where('import_id', '=', importId)
    .where('row_number', 'in', rows)
    .execute()
  return new Map(
    found.map(({ row_number, choice, account_id }) => [
      row_number,
      account_id === null ? choice : `account:${account_id}`,
    ]),
  )
}

/** Writes down which account a row has made or joined, for the rows that were decided to join it. */
export const noteAccount = (trx: Trx, importId: number, row: number, accountId: number) =>
  trx
    .updateTable('import_decision')
    .set({ account_id: accountId })
    .where('import_id', '=', importId)
    .where('choice', '=', `row:${row}`)
    .execute()
