import { usualLevel } from '#src/documents/folders/rules.ts'
import { type OverviewSection, rowsOfSection, type SectionRequest } from '#src/overview/section.ts'
import { words } from '#views/documents/list-words.ts'
import { OverviewDocuments } from '#views/documents/overview.tsx'
import { newestWithClient, unseenOfAccount } from './list.ts'
import type { Received } from './upload.ts'

interface Shown {
  /** Files are being chosen; or what became of those that were sent. */
  adding?: boolean
  received?: Received
  /** Where the keyboard comes back from the form. */
  justClosed?: boolean
}

/** The section as it is now, with its form where files are sent from it. */
export async function overviewDocuments({ app, viewer, account }: SectionRequest, shown: Shown = {}) {
  const { rows, count } = await newestWithClient(app.db.read, viewer.staff!, account.id, rowsOfSection)
  return (
    <OverviewDocuments
      viewer={viewer}
      accountId={account.id}
      rows={rows}
      count={count}
      mayAdd={usualLevel(viewer.staff) === 'edit'}
      most={app.config.mostDocumentBytes}
      {...shown}
    />
  )
}

export const documentsSection: OverviewSection = {
  name: 'documents',
  place: 10,
  column: 'left',
  permission: 'signed in',
  title: (viewer) => words[viewer.language].documents,
  show: (asked) => overviewDocuments(asked),
  figures: [
    {
      kind: 'unread',
      rows: (db, { staff, accountId }) => unseenOfAccount(db, staff, accountId),
      says: (viewer, count, shown) => words[viewer.language].countNew(count, shown),
      // Whatever folder they are in, the newest stand there.
      href: (accountId) => `/accounts/${accountId}#overview-documents`,
    },
  ],
}
