import type { ReportPage } from '#src/bulk/report.ts'
import { type Outcome, outcomes } from '#src/bulk/rules.ts'
import type { BulkRun } from '#src/bulk/run.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { Badge } from '../ui/badge.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { noteTexts } from './notes.ts'
import { outcomeTones } from './status.ts'
import { words } from './words.ts'

/** A page of a report, the outcome that it shows alone, if any, and how many accounts had each. */
export type ReportProps = ReportPage & { outcome: Outcome | null; counts: Partial<Record<Outcome, number>> }

/** What came of each account of a run. */
export function Report({ viewer, run, report }: { viewer: Viewer; run: BulkRun; report: ReportProps }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/bulk/${run.id}`
  const { outcome, next } = report
  const tabs = outcomes
    .filter((outcome) => report.counts[outcome])
    .map((outcome) => ({
      href: `${base}?outcome=${outcome}`,
      label: `${w.outcomes[outcome]} (${count(report.counts[outcome] ?? 0)})`,
      current: report.outcome === outcome,
    }))
  return (
    <>
      <div class="page-head">
        <h2>{w.report}</h2>
        <a href={`${base}/report.csv`}>{w.download}</a>
      </div>
      <Tabs label={w.outcome} tabs={[{ href: base, label: w.all, current: outcome === null }, ...tabs]} />
      {report.rows.length === 0 ? <Empty>{w.none}</Empty> : <ReportTable viewer={viewer} report={report} />}
      <Pager viewer={viewer} next={next === null ? undefined : addressOf(base, { outcome, after: next })} />
    </>
  )
}

function ReportTable({ viewer, report }: { viewer: Viewer; report: ReportPage }) {
  const w = words[viewer.language]
  const say = noteTexts(viewer.language, report.people)
  return (
    <TableBox label={w.report}>
      <table class="cards report">
        <thead>
          <tr>
            {[w.client, w.outcome, w.did, w.left].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr>
              <td>
                {row.account ? (
                  <a href={`/accounts/${row.id}`}>{row.account.name}</a>
                ) : (
                  <span class="muted">{w.hidden}</span>
                )}
              </td>
              <td data-label={w.outcome}>
                <Badge kind={outcomeTones[row.outcome]}>{w.outcomes[row.outcome]}</Badge>
              </td>
              <td data-label={w.did}>
                <Lines of={say.did(row.notes)} />
              </td>
              <td data-label={w.left}>
                <Lines of={say.left(row.notes)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

const Lines = ({ of }: { of: string[] }) =>
  of.length === 0 ? null : (
    <ul class="lines">
      {of.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
