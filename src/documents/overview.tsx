import { usualLevel } from '#src/documents/folders/rules.ts'
import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { words } from '#views/documents/list-words.ts'
import { OverviewDocuments } from '#views/documents/overview.tsx'
import { newestWithClient } from './list.ts'
import type { Received } from './upload.ts'

/** The section as it is now, with what became of the files that were sent from it. */
export async function overviewDocuments({ app, viewer, account }: SectionRequest, received?: Received) {
  const { rows, count } = await newestWithClient(app.db.read, viewer.staff!, account.id, rowsOfSection)
  return (
    <OverviewDocuments
      viewer={viewer}
      accountId={account.id}
      rows={rows}
      count={count}
      mayAdd={usualLevel(viewer.staff) === 'edit'}
      most={app.config.mostDocumentBytes}
      received={received}
    />
  )
}

export const documentsSection: OverviewSection = {
  name: 'documents',
  place: 10,
  permission: 'signed in',
  title: (viewer) => words[viewer.language].documents,
  show: (asked) => overviewDocuments(asked),
}
