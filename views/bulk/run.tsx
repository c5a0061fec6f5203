import { partsOf } from '#src/bulk/actions.ts'
import type { ReportPage } from '#src/bulk/report.ts'
import { actionsOf, type BulkRun, isOver, type Outcome, outcomes, type RunStatus } from '#src/bulk/run.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { Badge, type BadgeKind } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { hxPoll } from '../ui/htmx.ts'
import { Pager } from '../ui/pager.tsx'
import { Progress } from '../ui/progress.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Moment } from '../ui/time.tsx'
import { words as uiWords } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { saying } from './notes.ts'
import { words } from './words.ts'

const statusKinds: Record<RunStatus, BadgeKind> = {
  ready: 'neutral',
  queued: 'info',
  running: 'info',
  done: 'good',
  stopped: 'neutral',
  failed: 'bad',
}
const outcomeKinds: Record<Outcome, BadgeKind> = {
  changed: 'good',
  partly: 'warn',
  skipped: 'warn',
  unchanged: 'neutral',
}

interface Props {
  viewer: Viewer
  run: BulkRun
  /** Once it is over. */
  report: (ReportPage & { outcome: Outcome | null; counts: Partial<Record<Outcome, number>> }) | null
}

/** How far a run has come, and when it is over, what came of each account. */
export function RunPage(props: Props) {
  const { viewer, run } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
        <p class="muted">
          <Moment viewer={viewer} at={run.started_at ?? run.created_at} />
        </p>
      </div>
      <RunState {...props} />
    </Page>
  )
}

/** While it runs, htmx asks for it again every two seconds; without, there is a link. */
export function RunState({ viewer, run, report }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/bulk/${run.id}`
  const over = isOver(run)
  return (
    <div id="bulk-state" {...(over ? {} : hxPoll(base, '#bulk-state'))}>
      <Section
        id="bulk-run"
        title={w.clients}
        count={count(run.total)}
        actions={
          !over && (
            <>
              <a class="action" href={base}>
                {w.refresh}
              </a>
              <PostButton viewer={viewer} action={`${base}/stop`} kind="quiet" label={w.stop} />
            </>
          )
        }
      >
        <p>
          <Badge kind={statusKinds[run.status]}>{w.statuses[run.status]}</Badge> {ending(viewer, run)}
        </p>
        {!over && (
          <Progress
            label={w.title}
            said={uiWords[viewer.language].progress(count(run.processed), count(run.total))}
            done={run.processed}
            of={run.total}
          />
        )}
        <Facts
          facts={[
            [w.processed, count(run.processed)],
            [w.changed, count(run.changed)],
            [w.skipped, count(run.skipped)],
          ]}
        />
      </Section>
      {report && <Report viewer={viewer} run={run} report={report} />}
    </div>
  )
}

function ending(viewer: Viewer, { status }: BulkRun): string {
  const w = words[viewer.language]
  return status === 'done' || status === 'stopped' || status === 'failed' ? w[status] : w.running
}

function Report({ viewer, run, report }: Props & { report: NonNullable<Props['report']> }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/bulk/${run.id}`
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(report.outcome && { outcome: report.outcome }), ...more })
    return query.size > 0 ? `${base}?${query}` : base
  }
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
      <Tabs label={w.outcome} tabs={[{ href: base, label: w.all, current: report.outcome === null }, ...tabs]} />
      {report.rows.length === 0 ? <Empty>{w.none}</Empty> : <ReportTable viewer={viewer} report={report} />}
      <Pager viewer={viewer} next={report.next === null ? undefined : at({ after: String(report.next) })} />
    </>
  )
}

function ReportTable({ viewer, report }: { viewer: Viewer; report: ReportPage }) {
  const w = words[viewer.language]
  const say = saying(viewer.language, report.people)
  return (
    <div class="table-wrap">
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
                <Badge kind={outcomeKinds[row.outcome]}>{w.outcomes[row.outcome]}</Badge>
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
    </div>
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

/** One's latest runs; everybody's for an admin. */
export function RunListPage({ viewer, runs }: { viewer: Viewer; runs: (BulkRun & { name: string | null })[] }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
        <a href="/accounts">{w.toList}</a>
      </div>
      <div class="card narrow">
        {runs.length === 0 && <Empty>{w.noneYet}</Empty>}
        <ul class="rows">
          {runs.map((run) => (
            <li>
              <div class="row-head">
                <a href={`/bulk/${run.id}`}>
                  {w.clients}: {count(run.total)}
                </a>
                <Badge kind={statusKinds[run.status]}>{w.statuses[run.status]}</Badge>
              </div>
              <p>
                {partsOf(actionsOf(run))
                  .map((part) => w.parts[part])
                  .join(', ')}
              </p>
              <p class="muted small">
                {run.name} · <Moment viewer={viewer} at={run.started_at ?? run.created_at} /> · {w.changed}:{' '}
                {count(run.changed)} · {w.skipped}: {count(run.skipped)}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Page>
  )
}
