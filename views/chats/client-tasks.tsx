import type { ClientTask } from '#src/chats/client-task.ts'
import { mostClientTasks } from '#src/chats/rules.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Badge } from '../ui/badge.tsx'
import { Button, PostButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Viewer } from '../viewer.ts'
import { clientTaskTones } from './status.ts'
import { words } from './words.ts'

const region = { target: '#client-tasks' } as const

interface Props {
  viewer: Viewer
  /** Of the thread, on whichever side. */
  path: string
  tasks: readonly ClientTask[]
  today: string
}

interface StaffProps extends Props {
  form: FormState
  /** The keyboard is to be where the next one is typed. */
  justChanged?: boolean
}

const countOf = (viewer: Viewer, tasks: readonly ClientTask[]) => {
  const { count } = formatsIn(viewer.language)
  const done = tasks.filter((task) => task.done_at !== null).length
  return tasks.length > 0 ? words[viewer.language].countDone(count(done), count(tasks.length)) : undefined
}

/** What the client has to do in a thread: staff write it down, either side ticks it. */
export function ClientTasks({ viewer, path, tasks, today, form, justChanged }: StaffProps) {
  const w = words[viewer.language]
  const field = (name: string) => ({
    name,
    idPrefix: 'client-task',
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Section id="client-tasks" title={w.clientTasks} count={countOf(viewer, tasks)}>
      {tasks.length === 0 && <Empty>{w.noClientTasks}</Empty>}
      <Rows viewer={viewer} path={path} tasks={tasks} today={today} mayRemove />
      {tasks.length < mostClientTasks && (
        <Form viewer={viewer} action={`${path}/tasks`} creates hx={region} class="add-row">
          <Field {...field('title')} label={w.newClientTask} required maxlength={200} autofocus={justChanged} />
          <Field {...field('due')} label={w.due} type="date" />
          <Button>{w.addTask}</Button>
        </Form>
      )}
    </Section>
  )
}

/** The same for the client, who ticks. Nothing where there is nothing to do. */
export function ClientsTasks({ viewer, path, tasks, today }: Props) {
  if (tasks.length === 0) return null
  return (
    <Section id="client-tasks" title={words[viewer.language].portal.tasks} count={countOf(viewer, tasks)}>
      <Rows viewer={viewer} path={path} tasks={tasks} today={today} />
    </Section>
  )
}

function Rows({ viewer, path, tasks, today, mayRemove }: Props & { mayRemove?: boolean }) {
  return (
    <ul class="rows">
      {tasks.map((task) => (
        <Row viewer={viewer} path={`${path}/tasks/${task.id}`} task={task} today={today} mayRemove={mayRemove} />
      ))}
    </ul>
  )
}

interface RowProps {
  viewer: Viewer
  path: string
  task: ClientTask
  today: string
  mayRemove?: boolean | undefined
}

function Row({ viewer, path, task, today, mayRemove }: RowProps) {
  const w = words[viewer.language]
  const { date, time } = datesFor(viewer)
  return (
    <li class="subtask">
      <Switch
        viewer={viewer}
        action={`${path}/done`}
        on={task.done_at !== null}
        says={[w.done, w.open]}
        label={w.isDone(task.title)}
        hx={region}
      />{' '}
      <span>
        <bdi>{task.title}</bdi>{' '}
        {task.done_at ? (
          <span class="muted small">{w.doneBy(task.done_by, time(task.done_at))}</span>
        ) : (
          task.due && (
            <span class="muted small">
              <time datetime={task.due}>{w.dueOn(date(task.due))}</time>{' '}
              {task.due < today && <Badge kind={clientTaskTones.overdue}>{w.overdue}</Badge>}
            </span>
          )
        )}
      </span>{' '}
      {mayRemove && (
        <PostButton
          viewer={viewer}
          action={`${path}/removal`}
          kind="quiet"
          hx={region}
          label={
            <>
              {w.remove}
              <span class="visually-hidden">
                : <bdi>{task.title}</bdi>
              </span>
            </>
          }
        />
      )}
    </li>
  )
}
