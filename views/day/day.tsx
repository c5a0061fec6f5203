import type { Child } from 'hono/jsx'
import type { MyTask } from '#src/day/day.ts'
import { type DayGroup, dayGroups, groupOf } from '#src/day/rules.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import { Page } from '../layout/page.tsx'
import { TaskItem } from '../tasks/row.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props extends KeysetPage<MyTask> {
  viewer: Viewer
  /** The date by the firm's calendar. */
  today: string
  /** The cursor of this page. */
  at: string | undefined
  /** What the nouns show beside the tasks. */
  parts: readonly Child[]
}

/** What is to be done and where one was, over all accounts that one sees. */
export function DayPage({ viewer, today, parts, ...tasks }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.day}>
      <div class="page-head">
        <h1>{w.day}</h1>
        <p class="muted">{formatsIn(viewer.language).weekday(today)}</p>
      </div>
      <div class="split">
        <MyTasks viewer={viewer} today={today} {...tasks} />
        <div class="stack">{parts}</div>
      </div>
    </Page>
  )
}

function MyTasks({ viewer, today, rows, at, ...page }: Omit<Props, 'parts'>) {
  const w = words[viewer.language]
  const groups = Map.groupBy(rows, (task) => groupOf(task, today))
  return (
    <Section id="my-tasks" title={w.tasks}>
      {rows.length === 0 && <Empty>{w.none}</Empty>}
      {dayGroups
        .filter((name) => groups.has(name))
        .map((name) => (
          <Group viewer={viewer} name={name} tasks={groups.get(name)!} today={today} back={addressOf('/', { at })} />
        ))}
      <Pager viewer={viewer} {...around(page, '/')} />
    </Section>
  )
}

interface GroupProps {
  viewer: Viewer
  name: DayGroup
  tasks: readonly MyTask[]
  today: string
  back: string
}

function Group({ viewer, name, tasks, today, back }: GroupProps) {
  return (
    <>
      <h3 class="day-group">{words[viewer.language].groups[name]}</h3>
      <ul class="rows">
        {tasks.map((task) => (
          <TaskItem
            viewer={viewer}
            task={task}
            today={today}
            back={back}
            account={{ id: task.account_id, name: task.account_name }}
          />
        ))}
      </ul>
    </>
  )
}
