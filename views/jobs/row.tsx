import type { Assignee } from '#src/jobs/assignees.ts'
import type { JobRow } from '#src/jobs/list.ts'
import { type JobState, statusOf } from '#src/jobs/state.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { Badge, TagBadge } from '../ui/badge.tsx'
import type { Viewer } from '../viewer.ts'
import { jobTones } from './status.ts'
import { words } from './words.ts'

export const jobPath = (job: { account_id: number; id: number }) => `/accounts/${job.account_id}/jobs/${job.id}`

interface StatusProps {
  viewer: Viewer
  job: { state: JobState; due: string }
  today: string
}

export function StatusBadge({ viewer, job, today }: StatusProps) {
  const status = statusOf(job, today)
  return <Badge kind={jobTones[status]}>{words[viewer.language].statuses[status]}</Badge>
}

/** Who a job is given to, in a line. */
export function assigneeText(viewer: Viewer, assignees: readonly Assignee[]): string {
  const w = words[viewer.language]
  if (assignees.length === 0) return w.unassigned
  return formatsIn(viewer.language).list(assignees.map(({ name, gone }) => (gone ? w.gone(name) : name)))
}

/** When a job is due; `bare` where what stands before it says so already. */
export function Due({ viewer, due, bare }: { viewer: Viewer; due: string; bare?: boolean }) {
  const w = words[viewer.language]
  if (!due) return <span>{w.noDue}</span>
  const day = datesFor(viewer).date(due)
  return <time datetime={due}>{bare ? day : w.dueOn(day)}</time>
}

/** In which stage a job stands, and of how many. */
export function StageText({
  viewer,
  job,
}: {
  viewer: Viewer
  job: Pick<JobRow, 'stage' | 'colour' | 'position' | 'stages'>
}) {
  const { count } = formatsIn(viewer.language)
  return (
    <>
      <TagBadge name={job.stage} colour={job.colour} />{' '}
      <span class="muted small nowrap">
        {count(job.position)}/{count(job.stages)}
        <span class="visually-hidden"> {words[viewer.language].stage}</span>
      </span>
    </>
  )
}

interface RowProps {
  viewer: Viewer
  job: JobRow
  today: string
  /** Where jobs of several accounts stand together. */
  withAccount?: boolean
}

/** A job in a list of an account, on its overview or in somebody’s day. */
export function JobItem({ viewer, job, today, withAccount }: RowProps) {
  return (
    <li id={`job-${job.id}`} class="task">
      <div>
        <span class="task-title">
          <a href={jobPath(job)}>{job.name}</a>
        </span>{' '}
        <StageText viewer={viewer} job={job} />
        <p class="muted small">
          {withAccount && (
            <>
              <a href={`/accounts/${job.account_id}`}>{job.account}</a>
              {' · '}
            </>
          )}
          {job.name !== job.pipeline && `${job.pipeline} · `}
          <Due viewer={viewer} due={job.due} />
          {!(withAccount && job.assignees.length === 1) && (
            <>
              {' · '}
              <bdi>{assigneeText(viewer, job.assignees)}</bdi>
            </>
          )}
        </p>
      </div>
      <StatusBadge viewer={viewer} job={job} today={today} />
    </li>
  )
}
