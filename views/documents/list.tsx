import { foldersInside } from '#src/documents/folders/paths.ts'
import type { Place } from '#src/documents/folders/tree.ts'
import { top } from '#src/documents/form.ts'
import type { DocumentOrder, DocumentRow } from '#src/documents/list.ts'
import type { Received as Files } from '#src/documents/upload.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs } from './crumbs.tsx'
import { words as folderWords } from './folder-words.ts'
import { words } from './list-words.ts'
import { listAddress, listParameters, pathOf } from './path.ts'
import { Selection } from './selection.tsx'
import { DocumentTable } from './table.tsx'
import { Received, UploadForm } from './upload.tsx'

export interface ListProps extends KeysetPage<DocumentRow> {
  viewer: Viewer
  place: Place
  /** What is searched for; '' where a folder is shown. */
  q: string
  order: DocumentOrder
  /** The cursor of this page. */
  at: string | undefined
  /** How large one file may be, in bytes. */
  most: number
  received?: Files
  isAdding?: boolean
  problem?: 'nothing ticked' | 'no folder' | 'not understood'
}

/** An account's documents: one folder, or what is found in all of them. */
export function DocumentListPage({ head, ...props }: ListProps & { head: ProfileHead }) {
  const { viewer, place, q, received, isAdding, most } = props
  const w = words[viewer.language]
  const { accountId, folders, folder, level } = place
  return (
    <ProfilePage viewer={viewer} head={head} title={folder?.name ?? w.documents}>
      <Crumbs
        viewer={viewer}
        accountId={accountId}
        folders={folders}
        folderId={folder?.id ?? null}
        beyond={q ? w.found(q) : undefined}
      />
      <Section id="documents" title={q ? w.found(q) : (folder?.name ?? w.documents)} actions={<Actions {...props} />}>
        {received && <Received viewer={viewer} received={received} most={most} />}
        <div class="documents-head">
          {level === 'edit' && !q && (
            <UploadForm
              viewer={viewer}
              accountId={accountId}
              folder={folder ? String(folder.id) : top}
              most={most}
              open={received !== undefined || isAdding === true}
              isFromOverview={isAdding}
            />
          )}
          <form action={`/accounts/${accountId}/documents`} method="get" class="documents-search">
            <Field name="q" label={w.search} type="search" value={q} maxlength={200} />
            <Button>{w.find}</Button>
          </form>
        </div>
        <DocumentList {...props} />
      </Section>
    </ProfilePage>
  )
}

/** What one can do with the folder as a whole. */
function Actions({ viewer, place, q }: ListProps) {
  const w = words[viewer.language]
  const f = folderWords[viewer.language]
  const { accountId, folder, level } = place
  const base = `/accounts/${accountId}/documents`
  if (q)
    return (
      <LinkButton href={base} kind="link">
        {w.allDocuments}
      </LinkButton>
    )
  return (
    <>
      {level === 'edit' && (
        <LinkButton href={`${base}/folders/new${folder ? `?parent=${folder.id}` : ''}`} kind="link">
          {f.new}
        </LinkButton>
      )}
      {folder && level === 'edit' && (
        <LinkButton href={`${pathOf(place)}/edit`} kind="link">
          {f.edit}
        </LinkButton>
      )}
      {folder && level === 'edit' && can(viewer.staff, 'manage documents') && (
        <LinkButton href={`${pathOf(place)}/rights`} kind="link">
          {f.rights}
        </LinkButton>
      )}
      <LinkButton href={`${pathOf(place)}/zip`} kind="link">
        {w.zip}
      </LinkButton>
      <LinkButton href={`${base}/trash`} kind="link">
        {w.trash}
      </LinkButton>
    </>
  )
}

/** The list alone: what is shown anew after a change. */
export function DocumentList(props: ListProps) {
  const { viewer, place, q, at, rows, problem } = props
  const w = words[viewer.language]
  const inside = q || at ? [] : foldersInside(place.folders, place.folder?.id ?? null)
  const here = listAddress(props, at)
  const isEmpty = rows.length === 0 && inside.length === 0
  return (
    <div id="document-list" hx-get={here} hx-trigger="uploaded" hx-target="#document-list" hx-swap="outerHTML">
      {problem && (
        <p class="notice notice-bad" role="alert">
          {w.problems[problem]}
        </p>
      )}
      {isEmpty && <Empty>{q ? w.noneFound(q) : w.none}</Empty>}
      {!isEmpty &&
        (place.level === 'edit' && !q && rows.length > 0 ? (
          <Selection {...props}>
            <DocumentTable {...props} inside={inside} back={here} canTick />
          </Selection>
        ) : (
          <DocumentTable {...props} inside={inside} back={here} />
        ))}
      <Pager viewer={viewer} {...around(props, pathOf(place), listParameters(props))} />
    </div>
  )
}
