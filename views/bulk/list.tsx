import { partsOf } from '#src/bulk/actions.ts'
import { actionsOf } from '#src/bulk/rules.ts'
import type { BulkRun } from '#src/bulk/run.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Empty } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { runTones } from './status.ts'
import { words } from './words.ts'

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
                <Badge kind={runTones[run.status]}>{w.statuses[run.status]}</Badge>
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
