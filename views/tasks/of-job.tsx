import { formatsIn } from '#src/platform/language/format.ts'
import type { TaskRow } from '#src/tasks/list.ts'
import { LinkButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { StatusBadge, TaskLine } from './row.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  job: { id: number; account_id: number }
  rows: readonly TaskRow[]
  /** There are others than these. */
  more: boolean
  today: string
}

/** On a job's page: what there is to do for it. */
export function JobTasks({ viewer, job, rows, more, today }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${job.account_id}/tasks`
  return (
    <Section
      id="job-tasks"
      title={w.tasks}
      count={more ? undefined : formatsIn(viewer.language).count(rows.length)}
      actions={
        <>
          {more && (
            <LinkButton href={`${base}?show=all&job=${job.id}`} kind="link">
              {w.allTasks}
            </LinkButton>
          )}
          <LinkButton href={`${base}/new?job=${job.id}&back=/accounts/${job.account_id}/jobs/${job.id}`} kind="link">
            {w.add}
          </LinkButton>
        </>
      }
    >
      {rows.length === 0 && <Empty>{w.noneOfJob}</Empty>}
      <ul class="rows">
        {rows.map((task) => (
          <li class="task">
            <div>
              <TaskLine viewer={viewer} task={{ ...task, job: null }} today={today} />
            </div>
            <StatusBadge viewer={viewer} status={task.status} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
