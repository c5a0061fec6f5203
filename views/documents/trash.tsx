import type { Child } from 'hono/jsx'
import type { FolderRow } from '#src/documents/folders/folder.ts'
import { levelOf, usualLevel } from '#src/documents/folders/rules.ts'
import { trashExpiry } from '#src/documents/rules.ts'
import type { TrashedDocument, TrashedFolder } from '#src/documents/trash/list.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { ProfilePage } from '../profile/page.tsx'
import { PostButton } from '../ui/button.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Day, Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs, placeText } from './crumbs.tsx'
import { documentPath } from './path.ts'
import { words } from './trash-words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  /** The folders that are not in the trash. */
  open: readonly FolderRow[]
  folders: KeysetPage<TrashedFolder>
  documents: KeysetPage<TrashedDocument>
  /** The cursors of this page. */
  at: { folders: string | undefined; at: string | undefined }
}

/** What was put into the trash of an account, by whom, and until when it can be taken out. */
export function TrashPage({ viewer, head, open, folders, documents, at }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/documents`
  const here = `${base}/trash`
  const isOpen = (id: number | null) => id === null || open.some((folder) => folder.id === id)
  const isEmpty = folders.rows.length === 0 && documents.rows.length === 0
  return (
    <ProfilePage viewer={viewer} head={head} title={w.trash}>
      <Crumbs viewer={viewer} accountId={head.id} folders={[]} folderId={null} beyond={w.trash} />
      <Section id="trash" title={w.trash}>
        <p class="muted">{w.text}</p>
        {isEmpty && <Empty>{w.none}</Empty>}
        <Table viewer={viewer} title={w.folders} rows={folders.rows} pages={around(folders, here, at, 'folders')}>
          {(folder) => ({
            name: (
              <>
                {folder.name}{' '}
                {Number(folder.documents) > 0 && <span class="muted small">{w.with(Number(folder.documents))}</span>}
              </>
            ),
            action: mayEdit(viewer, folder.level) && `${base}/folders/${folder.id}/restoration`,
          })}
        </Table>
        <Table viewer={viewer} title={w.documents} rows={documents.rows} pages={around(documents, here, at)}>
          {(document) => ({
            name: (
              <>
                {document.name}{' '}
                <span class="muted small">
                  {isOpen(document.folder_id) ? placeText(viewer, open, document.folder_id) : w.gone}
                </span>
              </>
            ),
            action:
              mayTakeOut(viewer, open, document.folder_id) &&
              `${documentPath({ account_id: head.id, id: document.id })}/restoration`,
          })}
        </Table>
      </Section>
    </ProfilePage>
  )
}

const mayEdit = (viewer: Viewer, level: TrashedFolder['level']): boolean =>
  can(viewer.staff, 'admin') || (level ?? usualLevel(viewer.staff)) === 'edit'

/** To where it was, or to the top where that is gone. */
const mayTakeOut = (viewer: Viewer, open: readonly FolderRow[], folderId: number | null): boolean =>
  levelOf(viewer.staff!, open.find((folder) => folder.id === folderId) ?? null) === 'edit'

/** Many of one name stand below each other: which one is said to those who only hear it. */
const RestoreLabel = ({ viewer, name }: { viewer: Viewer; name: string }) => (
  <>
    {words[viewer.language].restore} <span class="visually-hidden">{name}</span>
  </>
)

type Trashed = { id: number; name: string; trashed_at: string | null; trashed_by: string | null }

interface TableProps<Row> {
  viewer: Viewer
  title: string
  rows: readonly Row[]
  /** The addresses of the pages around these. */
  pages: ReturnType<typeof around>
  children: (row: Row) => { name: Child; action: string | false }
}

function Table<Row extends Trashed>({ viewer, title, rows, pages, children }: TableProps<Row>) {
  const w = words[viewer.language]
  if (rows.length === 0) return null
  return (
    <>
      <TableBox label={title} class="documents-table trash-table">
        <table class="cards">
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.by}</th>
              <th scope="col">{w.until}</th>
              <th scope="col">
                <span class="visually-hidden">{w.restore}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const { name, action } = children(row)
              return (
                <tr>
                  <th scope="row">{name}</th>
                  <td data-label={w.by}>
                    <span>
                      <Moment viewer={viewer} at={row.trashed_at!} />{' '}
                      {row.trashed_by && <span class="muted small">{w.byName(row.trashed_by)}</span>}
                    </span>
                  </td>
                  <td data-label={w.until}>
                    <Day viewer={viewer} at={trashExpiry(row.trashed_at!)} />
                  </td>
                  <td>
                    {action && (
                      <PostButton
                        viewer={viewer}
                        action={action}
                        label={<RestoreLabel viewer={viewer} name={row.name} />}
                      />
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableBox>
      <Pager viewer={viewer} {...pages} />
    </>
  )
}
