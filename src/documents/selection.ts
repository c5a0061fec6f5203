import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, permitted } from '#src/audit/audit.ts'
import { mustEditIn } from '#src/documents/folders/level.ts'

/** Where several documents lie, and where they are to lie: null for the top. */
interface Selected {
  accountId: number
  from: number | null
  to: number | null
  ticked: readonly number[]
}

/**
 * Has a verb, which gives the name that a document has then, done to those of the ticked ones that are still in their folder; whether that
 * may be done in both folders is asked once. Gives how many there were, and how many have another name now.
 */
export async function withEach(
  act: Act,
  { accountId, from, to, ticked }: Selected,
  verb: (act: Act, id: number) => Promise<string>,
): Promise<{ count: number; renamed: number }> {
  await lockedAccount(act.trx, accountId)
  await mustEditIn(act, accountId, from, to)
  const rows = await stillThere(act, accountId, from, ticked)
  let renamed = 0
  for (const { id, name } of rows) if ((await verb(permitted(act), id)) !== name) renamed++
  return { count: rows.length, renamed }
}

/** Another may have put some of them elsewhere meanwhile. */
const stillThere = (act: Act, accountId: number, folderId: number | null, ticked: readonly number[]) =>
  act.trx
    .selectFrom('document')
    .select(['id', 'name'])
    .where('id', 'in', ticked)
    .where('account_id', '=', accountId)
    .where('folder_id', folderId === null ? 'is' : '=', folderId)
    .where('trashed_at', 'is', null)
    .orderBy('id')
    .execute()
