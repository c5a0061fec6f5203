import type { JobRow } from '#src/jobs/list.ts'
import { ViewAll } from '../overview/page.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { JobItem } from './row.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  /** The date by the firm's calendar. */
  today: string
  jobs: readonly JobRow[]
  /** Whether there are more than these. */
  moreJobs: boolean
}

/** The jobs that are given to one, the most urgent first. */
export function MyJobs({ viewer, today, jobs, moreJobs }: Props) {
  const w = words[viewer.language]
  const all = `/jobs?assignee=${viewer.staff?.id}`
  return (
    <Section id="my-jobs" title={w.mine} actions={<ViewAll viewer={viewer} href={all} />}>
      {jobs.length === 0 && <Empty>{w.noneMine}</Empty>}
      <ul class="rows">
        {jobs.map((job) => (
          <JobItem viewer={viewer} job={job} today={today} withAccount />
        ))}
      </ul>
      {moreJobs && (
        <p class="small">
          <a href={all}>{w.moreMine}</a>
        </p>
      )}
    </Section>
  )
}
