import type { Viewer } from '../viewer.ts'
import { Button, PostButton } from './button.tsx'
import { Checkboxes, Field, type Option } from './field.tsx'
import { Form } from './form.tsx'
import { words } from './words.ts'

/** The heading over the boxes by which rows of a table are ticked. */
export const TickHeading = ({ label }: { label: string }) => (
  <th scope="col" class="tick">
    <span class="visually-hidden">{label}</span>
  </th>
)

export const Tick = ({ name, value, label }: { name: string; value: number; label: string }) => (
  <td class="tick">
    <input type="checkbox" name={name} value={value} aria-label={label} />
  </td>
)

interface ListProps {
  viewer: Viewer
  /** Where the list is. What is chosen of it is posted below. */
  path: string
  /** What its filter says now. */
  query: URLSearchParams
}

/** The filters of a list that one has kept, and where the present one is kept too. */
export function SavedFilters({ viewer, path, query, saved }: ListProps & { saved: readonly SavedFilter[] }) {
  const w = words[viewer.language]
  const now = String(query)
  if (saved.length === 0 && now === '') return null
  return (
    <div class="filters small">
      {saved.map((one) => (
        <div class="actions">
          <a href={`${path}?${one.query}`} aria-current={one.query === now ? 'true' : undefined}>
            {one.name}
          </a>
          <PostButton
            viewer={viewer}
            action={`${path}/filters/${one.id}/removal`}
            kind="quiet"
            label={`${w.remove}: ${one.name}`}
          />
        </div>
      ))}
      {now !== '' && !saved.some((one) => one.query === now) && (
        <Form viewer={viewer} action={`${path}/filters`} creates class="actions">
          <input type="hidden" name="filter" value={now} />
          <Field name="name" label={w.saveAs} maxlength={60} required />
          <Button kind="quiet">{w.save}</Button>
        </Form>
      )}
    </div>
  )
}

export interface SavedFilter {
  id: number
  name: string
  query: string
}

/** The columns of a list, to choose which are shown. */
export function ColumnChoice({
  viewer,
  path,
  query,
  columns,
  chosen,
}: ListProps & { columns: readonly Option[]; chosen: readonly string[] }) {
  const w = words[viewer.language]
  return (
    <details>
      <summary>{w.columns}</summary>
      <Form viewer={viewer} action={`${path}/columns`}>
        <input type="hidden" name="filter" value={String(query)} />
        <Checkboxes name="column" label={w.columns} values={chosen} options={columns} />
        <Button>{w.save}</Button>
      </Form>
    </details>
  )
}
