import { datesFor } from '#src/platform/language/format.ts'
import { amountText } from '#src/platform/money.ts'
import { amountFor, billedFor, writeDuration } from '#src/time/duration.ts'
import { stateOf } from '#src/time/filter.ts'
import type { Place } from '#src/time/form.ts'
import type { ShownEntry } from '#src/time/list.ts'
import { mayChangeEntry, rateOf } from '#src/time/rules.ts'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'

import { entryTones } from './status.ts'
import { words } from './words.ts'

export interface RowProps {
  viewer: Viewer
  entry: ShownEntry
  /** Where the row stands: on the page of one account its name need not be said. */
  place: Place
  rounding: number
  justEdited?: boolean
}

export const rowId = (entry: { id: number }) => `time-entry-${entry.id}`
/** Where a row is swapped for its form, and back. */
export const rowRegion = (entry: { id: number }) => ({ target: `#${rowId(entry)}`, swap: 'outerHTML' as const })

export const entryPath = (entry: ShownEntry) => `/accounts/${entry.account_id}/time/${entry.id}`

/** One entry of a list: what, how long, and below it who, when and for how much. */
export function EntryRow(props: RowProps) {
  const { viewer, entry, place } = props
  const w = words[viewer.language]
  const state = stateOf(entry)
  return (
    <li id={rowId(entry)}>
      <div class="row-head">
        <bdi>{entry.work}</bdi>{' '}
        <div class="actions">
          <Badge kind={entryTones[state]}>{w.states[state]}</Badge>{' '}
          <strong class="duration">{writeDuration(entry.minutes)}</strong>
        </div>
      </div>
      <p class="muted small">
        <Day viewer={viewer} at={entry.day} /> ·{' '}
        {place === 'week' && (
          <>
            <a href={`/accounts/${entry.account_id}/time`}>{entry.account}</a> ·{' '}
          </>
        )}
        <bdi>{entry.person}</bdi>
        {entry.service && (
          <>
            {' · '}
            <bdi>{entry.service}</bdi>
          </>
        )}
        {entry.job && (
          <>
            {' · '}
            <a href={`/accounts/${entry.account_id}/jobs/${entry.job_id}`}>{entry.job}</a>
          </>
        )}
        <Price {...props} /> <Controls {...props} />
      </p>
    </li>
  )
}

function Price({ viewer, entry, rounding }: RowProps) {
  if (!entry.billable) return null
  const billed = billedFor(entry.minutes, rounding)
  const rate = rateOf(entry)
  return (
    <>
      {billed !== entry.minutes && ` · ${words[viewer.language].billedAs(writeDuration(billed))}`}
      {rate && ` · ${amountText(amountFor(billed, rate), viewer.language)}`}
    </>
  )
}

function Controls({ viewer, entry, place, justEdited }: RowProps) {
  if (place === 'overview' || !mayChangeEntry(viewer.staff, entry)) return null
  const w = words[viewer.language]
  return (
    <>
      <LinkButton
        href={`${entryPath(entry)}/edit?in=${place}`}
        kind="link"
        hx={rowRegion(entry)}
        autofocus={justEdited}
        label={w.editOf(entry.work)}
      >
        {w.edit}
      </LinkButton>
      <LinkButton href={`${entryPath(entry)}/removal?in=${place}`} kind="link" label={w.deleteOf(entry.work)}>
        {w.delete}
      </LinkButton>
    </>
  )
}

/** What an entry is of, at a glance: where it is asked about. */
export const entryText = (viewer: Viewer, entry: ShownEntry): string =>
  [writeDuration(entry.minutes), entry.work, datesFor(viewer).date(entry.day), entry.person].join(' · ')
