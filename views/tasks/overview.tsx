import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { TaskRow } from '#src/tasks/list.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { HiddenFields, LinkButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { type Assignable, assigneeOptions, taskLabels } from './fields.tsx'
import { StatusBadge, TaskLine } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#overview-tasks' } as const

interface Props {
  viewer: Viewer
  accountId: number
  rows: readonly TaskRow[]
  open: number
  today: string
  /** Where a task is being written down. */
  adding?: { form: FormState; assignable: Assignable } | undefined
  justAdded?: boolean
}

/** On the Overview: the newest tasks that are open, and a line to write down another. */
export function OverviewTasks({ viewer, accountId, rows, open, today, adding, justAdded }: Props) {
  const w = words[viewer.language]
  const overview = `/accounts/${accountId}`
  const add = `${overview}/tasks/new?back=${overview}`
  return (
    <Section
      id="overview-tasks"
      title={w.tasks}
      count={formatsIn(viewer.language).count(open)}
      actions={
        <>
          <ViewAll viewer={viewer} href={`${overview}/tasks`} />
          {!adding && (
            <LinkButton href={add} kind="link" hx={region} autofocus={justAdded}>
              {w.add}
            </LinkButton>
          )}
        </>
      }
    >
      {adding && <QuickTask viewer={viewer} accountId={accountId} {...adding} />}
      {rows.length === 0 && <Empty>{w.none}</Empty>}
      <ul class="rows">
        {rows.map((task) => (
          <li class="task">
            <div>
              <TaskLine viewer={viewer} task={task} today={today} />
            </div>
            <StatusBadge viewer={viewer} status={task.status} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface QuickProps {
  viewer: Viewer
  accountId: number
  form: FormState
  assignable: Assignable
}

/** A task in three fields; the rest is on its page. */
function QuickTask({ viewer, accountId, form, assignable }: QuickProps) {
  const w = words[viewer.language]
  const overview = `/accounts/${accountId}`
  const field = (name: string) => ({
    name,
    idPrefix: 'task',
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Form viewer={viewer} action={`${overview}/tasks`} creates hx={region} class="panel">
      <HiddenFields fields={{ status: 'planned', priority: 'normal', back: overview }} />
      <Summary viewer={viewer} problems={form.problems} labels={taskLabels(viewer)} idPrefix="task" />
      <Field {...field('title')} label={w.title} required maxlength={200} autofocus />
      <div class="field-grid">
        <Field {...field('due')} label={w.due} type="date" />
        <Select
          {...field('assignee')}
          label={w.assignee}
          blank={w.nobody}
          options={assigneeOptions(viewer, assignable)}
          value={form.lists.assignee?.[0] ?? ''}
        />
      </div>
      <FormActions viewer={viewer} label={w.create} cancel={`${overview}/tasks/newest`} hx={region} />
    </Form>
  )
}
