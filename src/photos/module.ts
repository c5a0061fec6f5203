import { accountLeaving } from '#src/accounts/account.ts'
import type { App } from '#src/platform/app.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { photoExport } from './export.ts'
import { photosAmong, removePhotoFile } from './photo.ts'
import { photoRoutes } from './routes.tsx'
import { photoSizes } from './rules.ts'

export const photosModule: Module = {
  name: 'photos',
  routes: [photoRoutes],
  hears: [on(accountLeaving, removePhotoFile)],
  holdsFiles: photosAmong,
  accountExport: photoExport,
  doctor,
}

async function doctor({ db, files }: App): Promise<string[]> {
  const accounts = await db.read
    .selectFrom('account')
    .select(['short_id', 'photo_small as small', 'photo_large as large'])
    .where((or) => or.or([or('photo_small', 'is not', null), or('photo_large', 'is not', null)]))
    .orderBy('id')
    .execute()
  const wrong: string[] = []
  for (const account of accounts)
    for (const size of photoSizes) {
      const hash = account[size]
      if (hash === null || !(await files.has(hash)))
        wrong.push(`the ${size} photo of account ${account.short_id} has no file`)
    }
  return wrong
}
