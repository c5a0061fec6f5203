import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import { type FirmTaskFilter, firmTaskViews, writeFirmTaskFilter } from '#src/tasks/filter.ts'
import type { FirmTask } from '#src/tasks/firm.ts'
import { Page } from '../layout/page.tsx'
import { Button } from '../ui/button.tsx'
import { namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { TaskItem } from './row.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<FirmTask> {
  viewer: Viewer
  filter: FirmTaskFilter
  people: readonly { id: number; name: string }[]
  /** The date by the firm's calendar. */
  today: string
  /** The cursor of this page. */
  at: string | undefined
}

/** The open tasks of all accounts that one sees, as far as the filter shows them. */
export function FirmTasksPage({ viewer, filter, people, today, at, rows, ...page }: Props) {
  const w = words[viewer.language]
  const query = writeFirmTaskFilter(filter)
  return (
    <Page viewer={viewer} title={w.openTasks}>
      <div class="page-head">
        <h1>{w.openTasks}</h1>
      </div>
      <form action="/tasks" method="get" class="filters">
        <Select name="show" label={w.status} options={wordedOptions(firmTaskViews, w.views)} value={filter.show} />
        <Select
          name="assignee"
          label={w.assignee}
          blank={w.everybody}
          options={[{ value: 'nobody', label: w.nobody }, ...namedOptions(people)]}
          value={filter.assignee}
        />
        <Button>{w.show}</Button>
      </form>
      {rows.length === 0 && <Empty>{w.noneShown}</Empty>}
      <ul class="rows">
        {rows.map((task) => (
          <TaskItem
            viewer={viewer}
            task={task}
            today={today}
            back={addressOf('/tasks', query, { at })}
            account={{ id: task.account_id, name: task.account_name }}
          />
        ))}
      </ul>
      <Pager viewer={viewer} {...around(page, '/tasks', query)} />
    </Page>
  )
}

/** The ways to the jobs and tasks that belong to nobody. */
export function Unassigned({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <Section id="unassigned" title={w.unassigned}>
      <ul class="rows">
        <li>
          <a href="/jobs?assignee=nobody">{w.openJobs}</a>
        </li>
        <li>
          <a href="/tasks?assignee=nobody">{w.openTasks}</a>
        </li>
      </ul>
    </Section>
  )
}
