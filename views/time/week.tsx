import type { FoundAccount } from '#src/links/find.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { daysOf, type Week, weekOf } from '#src/time/calendar.ts'
import { writeDuration } from '#src/time/duration.ts'
import type { TimeFilter } from '#src/time/filter.ts'
import type { ShownEntry, Sums } from '#src/time/list.ts'
import { mostAccounts } from '#src/time/rules.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { namedOptions, Select } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { EntryList, ExportButton, StateFilter } from './list.tsx'
import { SumTable } from './totals.tsx'
import { words } from './words.ts'

export interface WeekProps {
  viewer: Viewer
  week: Week
  filter: TimeFilter
  /** The week and its filter as the URL says them. */
  query: URLSearchParams
  page: KeysetPage<ShownEntry>
  byDay: readonly (Sums & { day: string })[]
  byAccount: readonly (Sums & { account_id: number; account: string })[]
  people: readonly { id: number; name: string }[]
  /** Minutes on accounts that the reader no longer sees. */
  outOfSight: number
  rounding: number
  /** What was searched to start on, and what that found. */
  sought: string
  found: readonly FoundAccount[]
}

/** One week of somebody, or of everybody: where one looks at what was done, and enters what is missing. */
export function WeekPage(props: WeekProps) {
  const { viewer, page, query, rounding } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.time}>
      <div class="page-head">
        <h1>{w.time}</h1>
      </div>
      <FindAccount {...props} />
      <WeekFilters {...props} />
      <WeekLinks {...props} />
      <div class="stack">
        <Section id="by-day" title={w.byDay}>
          <ByDay {...props} />
        </Section>
        {props.byAccount.length > 0 && (
          <Section id="by-account" title={w.byAccount}>
            <ByAccount {...props} />
          </Section>
        )}
        <Section
          id="entries"
          title={w.entries}
          actions={<ExportButton viewer={viewer} action="/time/export" query={query} />}
        >
          <EntryList viewer={viewer} rounding={rounding} place="week" entries={page.rows} empty={w.noneShown} />
          <Pager viewer={viewer} {...around(page, '/time', query)} />
        </Section>
      </div>
    </Page>
  )
}

/** A client to enter time on: a search, and what one can do with each that it finds. With htmx it is live. */
function FindAccount({ viewer, sought, found }: WeekProps) {
  const w = words[viewer.language]
  return (
    <Section id="add-time" title={w.add}>
      <form class="filters" action="/time" method="get">
        <div class="field">
          <label for="f-q">{w.find}</label>
          <input
            id="f-q"
            type="search"
            name="q"
            value={sought}
            maxlength={200}
            autocomplete="off"
            placeholder={w.findHint}
            hx-get="/time"
            hx-trigger="input changed delay:150ms, search"
            hx-target="#found"
            hx-swap="outerHTML"
            hx-sync="this:replace"
          />
        </div>
        <Button>{w.search}</Button>
      </form>
      <FoundForTime viewer={viewer} sought={sought} found={found} />
    </Section>
  )
}

export function FoundForTime({ viewer, sought, found }: Pick<WeekProps, 'viewer' | 'sought' | 'found'>) {
  const w = words[viewer.language]
  return (
    <div id="found" aria-live="polite">
      {sought !== '' && found.length === 0 && <Empty>{w.noMatch}</Empty>}
      {found.length > 0 && (
        <ul class="rows">
          {found.map((account) => (
            <li class="row-head">
              <span>
                <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.shortId}</span>{' '}
                {account.archivedAt && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
              </span>{' '}
              <div class="actions">
                {viewer.waiting.timer?.accountId !== account.id && (
                  <PostButton
                    viewer={viewer}
                    action={`/accounts/${account.id}/time/timer`}
                    fields={{ in: 'week' }}
                    label={
                      <>
                        {w.start}
                        <span class="visually-hidden">: {account.name}</span>
                      </>
                    }
                  />
                )}{' '}
                <LinkButton
                  href={`/accounts/${account.id}/time/new?in=week`}
                  kind="quiet"
                  label={w.addTo(account.name)}
                >
                  {w.add}
                </LinkButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function WeekFilters({ viewer, week, filter, people }: WeekProps) {
  const w = words[viewer.language]
  return (
    <form class="filters" action="/time" method="get">
      <input type="hidden" name="week" value={week.name} />
      {can(viewer.staff, 'see all time entries') && (
        <Select
          name="person"
          label={w.person}
          value={filter.person ?? 'all'}
          options={[{ value: 'all', label: w.everybody }, ...namedOptions(people)]}
        />
      )}
      <StateFilter viewer={viewer} filter={filter} />
      <Button>{w.show}</Button>
    </form>
  )
}

function WeekLinks({ viewer, week, query }: WeekProps) {
  const w = words[viewer.language]
  const { date } = datesFor(viewer)
  const { count } = formatsIn(viewer.language)
  const at = (week: string | null) => addressOf('/time', query, { week })
  return (
    <nav class="weeks" aria-label={w.time}>
      <strong>{w.week(count(week.number), date(week.from), date(week.to))}</strong>{' '}
      <a href={at(weekOf(daysAfter(week.from, -7)).name)} rel="prev">
        ← {w.previousWeek}
      </a>{' '}
      <a href={at(null)}>{w.thisWeek}</a>{' '}
      <a href={at(weekOf(daysAfter(week.from, 7)).name)} rel="next">
        {w.nextWeek} →
      </a>
    </nav>
  )
}

function ByDay({ viewer, week, byDay, rounding, outOfSight }: WeekProps) {
  const w = words[viewer.language]
  const { date } = datesFor(viewer)
  const { dayName } = formatsIn(viewer.language)
  return (
    <>
      <SumTable
        viewer={viewer}
        heading={w.day}
        rounding={rounding}
        withTotal
        rows={daysOf(week).map((day) => ({
          name: (
            <>
              <span class="weekday">{dayName(day)}</span> <span class="muted small nowrap">{date(day)}</span>
            </>
          ),
          sums: byDay.filter((row) => row.day === day),
        }))}
      />
      {outOfSight > 0 && <p class="muted small">{w.outOfSight(writeDuration(outOfSight))}</p>}
    </>
  )
}

function ByAccount({ viewer, byAccount, rounding }: WeekProps) {
  const w = words[viewer.language]
  const accounts = [...new Map(byAccount.map((row) => [row.account_id, row.account]))]
  return (
    <>
      <SumTable
        viewer={viewer}
        heading={w.account}
        rounding={rounding}
        rows={accounts.map(([id, name]) => ({
          name: <a href={`/accounts/${id}/time`}>{name}</a>,
          sums: byAccount.filter((row) => row.account_id === id),
        }))}
      />
      {byAccount.length === mostAccounts && (
        <p class="muted small">{w.mostAccounts(formatsIn(viewer.language).count(mostAccounts))}</p>
      )}
    </>
  )
}
