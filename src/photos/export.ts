import type { Exporting, ExportPart } from '#src/accounts/export.ts'

/** The account's photo, where its file is. */
export async function* photoExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const hash = account.photo_large
  if (hash === null || !(await app.files.has(hash))) return
  yield { file: { name: 'files/photo.webp', open: () => app.files.read(hash) } }
}
