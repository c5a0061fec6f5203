import type { Sums } from '#src/time/list.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { SumTable } from './totals.tsx'
import { words } from './words.ts'

/** Sums by something that has a number and a name, those of several currencies together. */
export const named = <Row extends Sums & { id: number | null; name: string | null }>(rows: readonly Row[]) =>
  [...Map.groupBy(rows, (row) => row.id)].map(([id, sums]) => ({ id, name: sums[0]!.name, sums }))

interface Props {
  viewer: Viewer
  job: { id: number; account_id: number }
  sums: readonly (Sums & { id: number; name: string })[]
  rounding: number
}

/** On a job's page: who has worked for it how long, and where time is added. */
export function JobTime({ viewer, job, sums, rounding }: Props) {
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
        <SumTable viewer={viewer} heading={w.person} rows={rows} rounding={rounding} withTotal={rows.length > 1} />
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
