import type { Account } from '#src/accounts/account.ts'
import type { Act } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import { removeFilesLater } from '#src/platform/files/removal.ts'

/** Which of these stored files are a version of a document. */
export async function documentFilesAmong(db: Db, hashes: readonly string[]): Promise<string[]> {
  const versions = await db.selectFrom('document_version').select('hash').where('hash', 'in', hashes).execute()
  return versions.map((row) => row.hash)
}

/** Lets go of the files of all documents of an account that is about to be deleted. */
export async function removeDocuments(act: Act, account: Account): Promise<void> {
  const files = await act.trx
    .selectFrom('document_version')
    .innerJoin('document', 'document.id', 'document_version.document_id')
    .select('document_version.hash')
    .distinct()
    .where('document.account_id', '=', account.id)
    .execute()
  await removeFilesLater(
    act,
    files.map((file) => file.hash),
  )
}
