import type { Child } from 'hono/jsx'
import { writeDuration } from '#src/time/duration.ts'
import type { Sums } from '#src/time/list.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { amountsText, summed } from './totals.tsx'
import { words } from './words.ts'

/** Sums by something that has a number and a name, those of several currencies together. */
export const named = <Row extends Sums & { id: number | null; name: string | null }>(rows: readonly Row[]) =>
  [...Map.groupBy(rows, (row) => row.id)].map(([id, sums]) => ({ id, name: sums[0]!.name, sums }))

interface Props {
  viewer: Viewer
  job: { id: number; account_id: number }
  sums: readonly (Sums & { id: number; name: string })[]
}

/** On a job's page: who has worked for it how long, and where time is added. */
export function JobTime({ viewer, job, sums }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${job.account_id}/time`
  const rows = named(sums)
  return (
    <Section
      id="job-time"
      title={w.tracking}
      actions={
        <>
          {rows.length > 0 && (
            <LinkButton href={`${base}?job=${job.id}`} kind="link">
              {w.entries}
            </LinkButton>
          )}
          <LinkButton href={`${base}/new?in=job&job=${job.id}`} kind="link">
            {w.add}
          </LinkButton>
        </>
      }
    >
      {rows.length === 0 ? (
        <Empty>{w.noneOfJob}</Empty>
      ) : (
        <ul class="rows">
          {rows.map((row) => (
            <SumRow viewer={viewer} name={row.name} sums={row.sums} />
          ))}
          {rows.length > 1 && <SumRow viewer={viewer} name={<strong>{w.total}</strong>} sums={sums} />}
        </ul>
      )}
      {!viewer.waiting.timer && (
        <PostButton
          viewer={viewer}
          action={`${base}/timer`}
          fields={{ in: 'job', job: job.id }}
          label={w.start}
          kind="quiet"
        />
      )}
    </Section>
  )
}

/** In a narrow column: whose, how long, and for how much. */
function SumRow({ viewer, name, sums }: { viewer: Viewer; name: Child; sums: readonly Sums[] }) {
  const all = summed(sums)
  return (
    <li class="row-head">
      <span>{name}</span>{' '}
      <span>
        <span class="muted small">{amountsText(viewer, all)}</span>{' '}
        <strong class="duration">{writeDuration(all.minutes)}</strong>
      </span>
    </li>
  )
}
