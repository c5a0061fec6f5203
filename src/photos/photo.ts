import { Readable } from 'node:stream'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { readStored } from '#src/platform/files/awaited.ts'
import { removeFilesLater } from '#src/platform/files/removal.ts'
import type { Photo } from './picture.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'photo set': true
    'photo removed': true
  }
}

/** The files of an account's photo, by their hashes. */
interface PhotoFiles {
  small: string
  large: string
}

const mostBytes = 1024 ** 2

/** Stores both sizes; before any row names them. */
export async function storePhoto(app: App, photo: Photo): Promise<PhotoFiles> {
  const store = async (bytes: Buffer) => (await app.files.put(Readable.from([bytes]), mostBytes)).hash
  return { small: await store(photo.small), large: await store(photo.large) }
}

/** The bytes of a stored photo; null where its file is missing. */
export const photoBytes = (app: App, hash: string): Promise<Buffer | null> => readStored(app.files, hash)

/**
 * Gives an account, which whoever acts sees, a photo whose files are stored, or takes it away with null. What it had before is removed
 * after the commit.
 */
export async function setPhoto(act: Act, accountId: number, photo: PhotoFiles | null): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'manage accounts')
  if (account.photo_small === (photo?.small ?? null) && account.photo_large === (photo?.large ?? null)) return
  await act.trx
    .updateTable('account')
    .set({ photo_small: photo?.small ?? null, photo_large: photo?.large ?? null })
    .where('id', '=', accountId)
    .execute()
  await removePhotoFile(act, account)
  await record(act, { kind: photo ? 'photo set' : 'photo removed', accountId, subject: account.name })
}

/** Has the files that an account's photo had removed, unless something else names them. */
export const removePhotoFile = (
  act: Act,
  { photo_small, photo_large }: { photo_small: string | null; photo_large: string | null },
) => removeFilesLater(act, [photo_small, photo_large])

/** Which of these files are an account's photo. */
export async function photosAmong(db: Db, hashes: readonly string[]): Promise<string[]> {
  const found = await db
    .selectFrom('account')
    .select(['photo_small', 'photo_large'])
    .where((or) => or.or([or('photo_small', 'in', hashes), or('photo_large', 'in', hashes)]))
    .execute()
  return found.flatMap((row) => [row.photo_small, row.photo_large]).filter((hash) => hash !== null)
}
