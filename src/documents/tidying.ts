import { emptyTrash } from '#src/documents/trash/expiry.ts'
import type { App } from '#src/platform/app.ts'
import { leavePictures } from '#src/platform/files/picture.ts'

/** What is past its time goes, and then what was made of it. */
export async function tidyDocuments(app: App): Promise<void> {
  await emptyTrash(app)
  await leavePictures(app)
}
