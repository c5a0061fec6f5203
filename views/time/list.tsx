import type { Child } from 'hono/jsx'
import type { ProfileHead } from '#src/accounts/profile.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { can } from '#src/staff/rights.ts'
import { states, type TimeFilter } from '#src/time/filter.ts'
import type { Place } from '#src/time/form.ts'
import type { ShownEntry, Sums } from '#src/time/list.ts'
import { ProfilePage } from '../layout/profile.tsx'
import { ViewAll } from '../profile/overview.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { EntryRow } from './entry.tsx'
import { Totals } from './totals.tsx'
import { words } from './words.ts'

interface ActionsProps {
  viewer: Viewer
  accountId: number
  place: Place
  /** The form that stood here has been left: the keyboard comes back. */
  justClosed?: boolean
}

/** What one can do about time on an account. The form of a new entry takes its place. */
export function TimeActions({ viewer, accountId, place, justClosed }: ActionsProps) {
  const w = words[viewer.language]
  const base = `/accounts/${accountId}/time`
  const region = { target: '#new-time' }
  return (
    <div id="new-time" class="toolbar">
      {viewer.waiting.timer?.accountId === accountId ? (
        <span>
          {w.runningHere}{' '}
          <LinkButton href="/time/timer" kind="link">
            {w.stop}
          </LinkButton>
        </span>
      ) : (
        <PostButton viewer={viewer} action={`${base}/timer`} fields={{ in: place }} label={w.start} hx={region} />
      )}{' '}
      <LinkButton href={`${base}/new?in=${place}`} kind="quiet" hx={region} autofocus={justClosed}>
        {w.add}
      </LinkButton>
    </div>
  )
}

interface Props {
  viewer: Viewer
  rounding: number
  place: Place
}

export const EntryList = ({ entries, empty, ...props }: Props & { entries: readonly ShownEntry[]; empty: string }) =>
  entries.length === 0 ? (
    <Empty>{empty}</Empty>
  ) : (
    <ul class="rows">
      {entries.map((entry) => (
        <EntryRow {...props} entry={entry} />
      ))}
    </ul>
  )

interface OverviewProps {
  viewer: Viewer
  accountId: number
  entries: readonly ShownEntry[]
  count: number
  rounding: number
  justClosed?: boolean
}

/** On the overview: the latest entries, and where time is added. */
export function TimeOverview({ viewer, accountId, entries, count, rounding, justClosed }: OverviewProps) {
  const w = words[viewer.language]
  return (
    <Section
      id="overview-time"
      title={w.tracking}
      count={formatsIn(viewer.language).count(count)}
      actions={<ViewAll viewer={viewer} href={`/accounts/${accountId}/time`} />}
    >
      <TimeActions viewer={viewer} accountId={accountId} place="overview" justClosed={justClosed} />
      <EntryList viewer={viewer} rounding={rounding} place="overview" entries={entries} empty={w.none} />
    </Section>
  )
}

/** Entries with the page that they are of. */
export interface Paged {
  rows: readonly ShownEntry[]
  previous: string | undefined
  next: string | undefined
}

export interface AccountTimeProps {
  viewer: Viewer
  head: ProfileHead
  page: Paged
  totals: readonly Sums[]
  filter: TimeFilter
  /** The filter as the URL says it. */
  query: string
  people: readonly { id: number; name: string }[]
  rounding: number
  justClosed?: boolean
}

/** All the time of an account that the reader may see. */
export function AccountTimePage(props: AccountTimeProps) {
  const { viewer, head } = props
  return (
    <ProfilePage viewer={viewer} head={head} title={words[viewer.language].tracking}>
      <AccountFilters {...props} />
      <AccountTime {...props} />
    </ProfilePage>
  )
}

export function AccountTime({ viewer, head, page, totals, query, rounding, justClosed }: AccountTimeProps) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/time`
  return (
    <div id="time" class="stack">
      <Section
        id="entries"
        title={w.tracking}
        actions={<ExportButton viewer={viewer} action={`${base}/export`} query={query} />}
      >
        <TimeActions viewer={viewer} accountId={head.id} place="account" justClosed={justClosed} />
        <EntryList viewer={viewer} rounding={rounding} place="account" entries={page.rows} empty={w.noneShown} />
        <EntryPager viewer={viewer} base={base} query={query} page={page} />
      </Section>
      {totals.length > 0 && (
        <Section id="totals" title={w.totals}>
          <Totals viewer={viewer} totals={totals} rounding={rounding} />
        </Section>
      )}
    </div>
  )
}

interface PagerProps {
  viewer: Viewer
  base: string
  query: string
  page: Paged
}

export function EntryPager({ viewer, base, query, page }: PagerProps) {
  const at = (cursor: string | undefined) =>
    cursor && `${base}?${new URLSearchParams([...new URLSearchParams(query), ['at', cursor]])}`
  return <Pager viewer={viewer} previous={at(page.previous)} next={at(page.next)} />
}

export const ExportButton = ({ viewer, action, query }: { viewer: Viewer; action: string; query: string }): Child => (
  <PostButton
    viewer={viewer}
    action={action}
    fields={{ filter: query }}
    kind="quiet"
    label={words[viewer.language].export}
  />
)

interface FiltersProps {
  viewer: Viewer
  filter: TimeFilter
  people: readonly { id: number; name: string }[]
}

export const StateFilter = ({ viewer, filter }: Pick<FiltersProps, 'viewer' | 'filter'>) => (
  <Select
    name="state"
    label={words[viewer.language].state}
    blank={words[viewer.language].any}
    value={filter.state}
    options={states.map((value) => ({ value, label: words[viewer.language].states[value] }))}
  />
)

export const peopleOptions = (people: FiltersProps['people']) =>
  people.map(({ id, name }) => ({ value: String(id), label: name }))

function AccountFilters({ viewer, head, filter, people }: FiltersProps & { head: ProfileHead }) {
  const w = words[viewer.language]
  return (
    <form class="filters" action={`/accounts/${head.id}/time`} method="get">
      {can(viewer.staff, 'see all time entries') && (
        <Select
          name="person"
          label={w.person}
          blank={w.everybody}
          value={String(filter.person ?? '')}
          options={peopleOptions(people)}
        />
      )}
      <StateFilter viewer={viewer} filter={filter} />
      <Field name="from" label={w.from} type="date" value={filter.from} />
      <Field name="to" label={w.to} type="date" value={filter.to} />
      <Button>{w.show}</Button>
    </form>
  )
}
