import type { App } from '#src/platform/app.ts'
import { emptyTrash } from './expiry.ts'
import { leavePictures } from './picture.ts'

/** What is past its time goes, and then what was made of it. */
export async function tidyDocuments(app: App): Promise<void> {
  await emptyTrash(app)
  await leavePictures(app)
}
