import { can } from '#src/staff/rights.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What one may do with the account as a whole: export it, archive it, or bring it back or delete it. */
export function AccountActions({
  viewer,
  account,
}: {
  viewer: Viewer
  account: { id: number; archived_at: string | null }
}) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}`
  return (
    <>
      {can(viewer.staff, 'manage accounts') && (
        <PostButton viewer={viewer} action={`${base}/export`} label={w.export} kind="quiet" />
      )}
      {can(viewer.staff, 'manage accounts') &&
        (account.archived_at ? (
          <PostButton viewer={viewer} action={`${base}/reactivation`} label={w.reactivate} kind="quiet" />
        ) : (
          <LinkButton href={`${base}/archival`} kind="quiet">
            {w.archive}
          </LinkButton>
        ))}
      {account.archived_at && can(viewer.staff, 'admin') && (
        <LinkButton href={`${base}/removal`} kind="danger">
          {w.delete}
        </LinkButton>
      )}
    </>
  )
}
