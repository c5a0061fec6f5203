import type { Child } from 'hono/jsx'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { states, type TimeFilter, writeFilter } from '#src/time/filter.ts'
import type { Place } from '#src/time/form.ts'
import type { ShownEntry, Sums } from '#src/time/list.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Field, namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { EntryRow } from './entry.tsx'
import { named } from './of-job.tsx'
import { SumTable, Totals } from './totals.tsx'
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

export interface AccountTimeProps {
  viewer: Viewer
  head: ProfileHead
  page: KeysetPage<ShownEntry>
  totals: readonly Sums[]
  filter: TimeFilter
  /** Its first and last day as they were typed. */
  days: FormState
  people: readonly { id: number; name: string }[]
  jobs: readonly { id: number; name: string }[]
  byPerson: readonly (Sums & { id: number | null; name: string | null })[]
  byJob: readonly (Sums & { id: number | null; name: string | null })[]
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

export function AccountTime({
  viewer,
  head,
  page,
  totals,
  byPerson,
  byJob,
  filter,
  rounding,
  justClosed,
}: AccountTimeProps) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/time`
  const query = writeFilter(filter)
  return (
    <div id="time" class="stack">
      <Section
        id="entries"
        title={w.tracking}
        actions={<ExportButton viewer={viewer} action={`${base}/export`} query={query} />}
      >
        <TimeActions viewer={viewer} accountId={head.id} place="account" justClosed={justClosed} />
        <EntryList viewer={viewer} rounding={rounding} place="account" entries={page.rows} empty={w.noneShown} />
        <Pager viewer={viewer} {...around(page, base, query)} />
      </Section>
      {totals.length > 0 && (
        <Section id="totals" title={w.totals}>
          <Totals viewer={viewer} totals={totals} rounding={rounding} />
          {can(viewer.staff, 'see all time entries') && (
            <SumsBy heading={w.person} sums={byPerson} {...{ viewer, rounding }} />
          )}
          <SumsBy heading={w.job} sums={byJob} base={`/accounts/${head.id}/jobs`} {...{ viewer, rounding }} />
        </Section>
      )}
    </div>
  )
}

interface SumsProps {
  viewer: Viewer
  heading: string
  sums: AccountTimeProps['byJob']
  rounding: number
  /** Where what is named has its page. */
  base?: string
}

/** The sums by person or by job, where there is more than one or anything named at all. */
function SumsBy({ viewer, heading, sums, rounding, base }: SumsProps) {
  const w = words[viewer.language]
  const rows = named(sums).map(({ id, name, sums }) => ({
    name: id === null ? w.noJob : base ? <a href={`${base}/${id}`}>{name}</a> : name,
    sums,
    id,
  }))
  if (rows.length < 2 && rows.every((row) => row.id === null || !base)) return null
  return <SumTable viewer={viewer} heading={heading} rows={rows} rounding={rounding} />
}

interface ExportProps {
  viewer: Viewer
  action: string
  query: URLSearchParams
}

export const ExportButton = ({ viewer, action, query }: ExportProps): Child => (
  <PostButton
    viewer={viewer}
    action={action}
    fields={{ filter: String(query) }}
    kind="quiet"
    label={words[viewer.language].export}
  />
)

export const StateFilter = ({ viewer, filter }: { viewer: Viewer; filter: TimeFilter }) => (
  <Select
    name="state"
    label={words[viewer.language].state}
    blank={words[viewer.language].any}
    value={filter.state}
    options={wordedOptions(states, words[viewer.language].states)}
  />
)

function AccountFilters({ viewer, head, filter, days, people, jobs }: AccountTimeProps) {
  const w = words[viewer.language]
  const day = (name: string) => ({ name, value: days.values[name], error: problemText(viewer, days.problems, name) })
  return (
    <form class="filters" action={`/accounts/${head.id}/time`} method="get">
      {can(viewer.staff, 'see all time entries') && (
        <Select
          name="person"
          label={w.person}
          blank={w.everybody}
          value={filter.person}
          options={namedOptions(people)}
        />
      )}
      {jobs.length > 0 && (
        <Select name="job" label={w.job} blank={w.any} value={filter.job} options={namedOptions(jobs)} />
      )}
      <StateFilter viewer={viewer} filter={filter} />
      <Field {...day('from')} label={w.from} type="date" />
      <Field {...day('to')} label={w.to} type="date" />
      <Button>{w.show}</Button>
    </form>
  )
}
