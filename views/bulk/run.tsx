import { isOver } from '#src/bulk/rules.ts'
import type { BulkRun } from '#src/bulk/run.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { reasonWords } from '../queue/words.ts'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { hxPoll } from '../ui/htmx.ts'
import { Progress } from '../ui/progress.tsx'
import { Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import { words as uiWords } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { Report, type ReportProps } from './report.tsx'
import { runTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  run: BulkRun
  /** Once it is over. */
  report: ReportProps | null
  /** Whether the queue gave it up: it can be tried again. */
  canGoOn: boolean
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
export function RunState({ viewer, run, report, canGoOn }: Props) {
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
          over ? (
            canGoOn && <PostButton viewer={viewer} action={`${base}/retry`} label={w.tryAgain} />
          ) : (
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
          <Badge kind={runTones[run.status]}>{w.statuses[run.status]}</Badge> {ending(viewer, run)}
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

function ending(viewer: Viewer, { status, error }: BulkRun): string {
  const w = words[viewer.language]
  if (status === 'failed' && error) return `${reasonWords[viewer.language][error]} ${w.gaveUp}`
  return status === 'done' || status === 'stopped' || status === 'failed' ? w[status] : w.running
}
