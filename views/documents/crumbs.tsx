import type { FolderRow } from '#src/documents/folders/folder.ts'
import { pathTo } from '#src/documents/folders/paths.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'

interface Props {
  viewer: Viewer
  accountId: number
  folders: readonly FolderRow[]
  /** The folder that one is in; null at the top. */
  folderId: number | null
  /** Something else than the folder itself is shown: it is a link too. */
  beyond?: string
}

/** The way from the top of an account's documents down to a folder; nothing at the top itself, which the tab says already. */
export function Crumbs({ viewer, accountId, folders, folderId, beyond }: Props) {
  const w = words[viewer.language]
  if (folderId === null && !beyond) return null
  const base = `/accounts/${accountId}/documents`
  const path = [
    { href: base, name: w.top },
    ...pathTo(folders, folderId).map(({ id, name }) => ({ href: `${base}/folders/${id}`, name })),
  ]
  return (
    <nav class="crumbs" aria-label={w.path}>
      <ol>
        {path.map(({ href, name }, i) =>
          !beyond && i === path.length - 1 ? (
            <li aria-current="page">{name}</li>
          ) : (
            <li>
              <a href={href}>{name}</a>
            </li>
          ),
        )}
        {beyond && <li aria-current="page">{beyond}</li>}
      </ol>
    </nav>
  )
}

/** The folders that lead to one, in a line. */
export const placeText = (viewer: Viewer, folders: readonly FolderRow[], folderId: number | null): string =>
  pathTo(folders, folderId)
    .map((folder) => folder.name)
    .join(' / ') || words[viewer.language].top
