import type { FolderRow } from '#src/documents/folders/folder.ts'
import { levelOf } from '#src/documents/folders/rules.ts'
import type { DocumentRow } from '#src/documents/list.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { LinkButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tick, TickHeading } from '../ui/list.tsx'
import { SortHeading } from '../ui/sort-heading.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Moment } from '../ui/time.tsx'
import { placeText } from './crumbs.tsx'
import type { ListProps } from './list.tsx'
import { words } from './list-words.ts'
import { NewBadge } from './newness.tsx'
import { documentPath, listAddress } from './path.ts'

interface Props extends ListProps {
  /** The folders that stand here. */
  inside: readonly FolderRow[]
  /** The address of the list, to come back to. */
  back: string
  canTick?: boolean
}

/** Folders, then documents: what they are called, how large, since when, and whether the client sees them. */
export function DocumentTable(props: Props) {
  const { viewer, place, q, rows, inside, canTick } = props
  const w = words[viewer.language]
  return (
    <TableBox label={w.documents} class="documents-table">
      <table class="cards">
        <thead>
          <tr>
            {canTick && <TickHeading label={w.select} />}
            <Heading {...props} by="name" label={w.name} />
            {q && <th scope="col">{w.inFolder}</th>}
            <th scope="col" class="num">
              {w.size}
            </th>
            <Heading {...props} by="newest" label={w.added} />
            <th scope="col">{w.visibility}</th>
          </tr>
        </thead>
        <tbody>
          {inside.map((folder) => (
            <tr>
              {canTick && <td class="tick"></td>}
              <td colspan={4} class="folder-name">
                <Icon name="folder" label={w.folder} />{' '}
                <a href={`/accounts/${place.accountId}/documents/folders/${folder.id}`}>{folder.name}</a>
              </td>
            </tr>
          ))}
          {rows.map((document) => (
            <Row {...props} document={document} />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Heading({ viewer, place, q, order, by, label }: Props & { by: ListProps['order']; label: string }) {
  // What is found is sorted by name alone.
  if (q) return <th scope="col">{label}</th>
  const sorted = order === by ? (by === 'name' ? 'up' : 'down') : undefined
  return <SortHeading viewer={viewer} label={label} href={listAddress({ place, q, order: by })} sorted={sorted} />
}

function Row({ viewer, place, q, back, canTick, document }: Props & { document: DocumentRow }) {
  const w = words[viewer.language]
  const path = documentPath(document)
  const folder = place.folders.find((one) => one.id === document.folder_id) ?? null
  const mayEdit = levelOf(viewer.staff!, folder) === 'edit'
  return (
    <tr id={`document-${document.id}`}>
      {canTick && <Tick name="document" value={document.id} label={w.choose(document.name)} />}
      <td>
        <a href={path}>{document.name}</a> <NewBadge viewer={viewer} document={document} />{' '}
        {mayEdit && (
          <LinkButton
            href={`${path}/edit?${new URLSearchParams({ back })}`}
            kind="link"
            label={w.editOf(document.name)}
          >
            {w.edit}
          </LinkButton>
        )}
      </td>
      {q && (
        <td data-label={w.inFolder}>
          <a href={`/accounts/${place.accountId}/documents${folder ? `/folders/${folder.id}` : ''}`}>
            {placeText(viewer, place.folders, document.folder_id)}
          </a>
        </td>
      )}
      <td class="num" data-label={w.size}>
        {formatsIn(viewer.language).size(Number(document.size))}
      </td>
      <td data-label={w.added}>
        <span>
          <Moment viewer={viewer} at={document.added_at} />{' '}
          <span class="muted small">
            {document.from_client === 1 ? w.byClient(document.added_by_name) : w.by(document.added_by_name)}
          </span>
        </span>
      </td>
      <td data-label={w.visibility}>{document.is_shared === 1 ? w.shared : <span class="muted">{w.private}</span>}</td>
    </tr>
  )
}
