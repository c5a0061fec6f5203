import type { Child, PropsWithChildren } from 'hono/jsx'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { Button, HiddenFields, PostButton } from './button.tsx'
import { Checkboxes, Field, type Option } from './field.tsx'
import { Form } from './form.tsx'
import type { Tab } from './tabs.tsx'
import { words } from './words.ts'

/** The heading over the boxes by which rows of a table are ticked: the script puts one into it that ticks them all. */
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

interface FilterProps {
  viewer: Viewer
  path: string
  /** What the address says beside the filters, such as the order. */
  said?: Record<string, string>
  /** How many are found, in words. */
  found: Child
  /** Those that are asked for more rarely. */
  more?: Child
  /** One of those is set. */
  isMore?: boolean
}

/**
 * The filters of a list in a line, the rest of them folded. They apply as they are chosen or typed, in `Found` below; without
 * JavaScript there is a button.
 */
export function FilterForm({ viewer, path, said = {}, found, more, isMore, children }: PropsWithChildren<FilterProps>) {
  const w = words[viewer.language]
  return (
    <form
      class="filters list-filters"
      action={path}
      method="get"
      autocomplete="off"
      hx-get={path}
      hx-target="#found"
      hx-swap="outerHTML"
      hx-trigger="input delay:300ms, submit"
      hx-sync="this:replace"
    >
      <HiddenFields fields={said} />
      {children}
      {more && (
        <details class="more-filters" open={isMore}>
          <summary>{w.moreFilters}</summary>
          <div class="filters">{more}</div>
        </details>
      )}
      <Button>{w.apply}</Button> {/* It stays while what is found is exchanged, so that it can say so. */}
      <p id="found-count" role="status" class="muted small">
        {found}
      </p>
    </form>
  )
}

/** What the filters of a list find. */
export const Found = ({ children }: PropsWithChildren) => <div id="found">{children}</div>

/** What a filter that was applied exchanges beside what is found. */
export const foundCount = (found: string) => ({ target: '#found-count', swap: 'innerHTML', region: found }) as const

/** How many are found; no more than is known: `isMore` where there are others. */
export function foundText(viewer: Viewer, count: number, isMore: boolean): string {
  const w = words[viewer.language]
  const shown = formatsIn(viewer.language).count(count)
  return isMore ? w.foundMore(shown) : w.found(shown)
}

/** What one can do with a list as it is shown, above it. */
export const ListTools = ({ children }: PropsWithChildren) => <div class="list-tools small">{children}</div>

interface ListProps {
  viewer: Viewer
  /** Where the list is. What is chosen of it is posted below. */
  path: string
  /** What its filter says now. */
  query: URLSearchParams
}

/** The filters of a list that one has saved, as tabs of it. */
export const savedTabs = (path: string, query: URLSearchParams, saved: readonly SavedFilter[]): Tab[] =>
  saved.map((one) => ({ href: `${path}?${one.query}`, label: one.name, current: one.query === String(query) }))

/** Where the present filter is saved; or removed, where it is one of those that are. */
export function SaveFilter({ viewer, path, query, saved }: ListProps & { saved: readonly SavedFilter[] }) {
  const w = words[viewer.language]
  const now = String(query)
  if (now === '') return null
  const known = saved.find((one) => one.query === now)
  if (known)
    return (
      <PostButton
        viewer={viewer}
        action={`${path}/filters/${known.id}/removal`}
        kind="quiet"
        label={w.removeFilter(known.name)}
      />
    )
  return (
    <details class="menu">
      <summary class="button button-quiet">{w.saveFilter}</summary>
      <div>
        <Form viewer={viewer} action={`${path}/filters`} creates>
          <input type="hidden" name="filter" value={now} />
          <Field name="name" idPrefix="filter" label={w.saveAs} maxlength={60} required />
          <Button>{w.save}</Button>
        </Form>
      </div>
    </details>
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
    <details class="menu">
      <summary class="button">{w.columns}</summary>
      <div>
        <Form viewer={viewer} action={`${path}/columns`}>
          <input type="hidden" name="filter" value={String(query)} />
          <Checkboxes name="column" label={w.columns} values={chosen} options={columns} />
          <Button>{w.save}</Button>
        </Form>
      </div>
    </details>
  )
}
