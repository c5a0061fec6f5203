import type { Child } from 'hono/jsx'
import { datesFor } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import type { WholeTask } from '#src/tasks/list.ts'
import type { TaskAnswer } from '#src/tasks/portal.ts'
import { mayChangeTask, type TaskPriority, type TaskStatus } from '#src/tasks/rules.ts'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { type Assignable, TaskFields, taskLabels } from './fields.tsx'
import { assigneeText, Due, StatusBadge, StatusForm, TaskTags, taskPath } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#task' } as const

interface CardProps {
  viewer: Viewer
  task: WholeTask
  today: string
  conflict?: TaskStatus | undefined
  justEdited?: boolean
}

interface PageProps extends CardProps {
  head: ProfileHead
  /** What the task is divided into, as it is shown. */
  subtasks: Child
  /** What clients have said of it. */
  answers: readonly TaskAnswer[]
  /** The task's card, where it is shown as a form. */
  card?: Child
}

export function TaskPage({ head, subtasks, answers, card, ...props }: PageProps) {
  const { viewer, task } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={task.title}>
      <p class="small">
        <a href={`/accounts/${head.id}/tasks`}>{w.allTasks}</a>
      </p>
      <div class="columns">
        {card ?? <TaskCard {...props} />}
        <div>
          {answers.length > 0 && <Answers viewer={viewer} answers={answers} />}
          {subtasks}
        </div>
      </div>
    </ProfilePage>
  )
}

/** What the account's clients have said when they had done their part. */
function Answers({ viewer, answers }: { viewer: Viewer; answers: readonly TaskAnswer[] }) {
  return (
    <Section id="answers" title={words[viewer.language].answers}>
      <ul class="rows">
        {answers.map(({ at, name, comment }) => (
          <li>
            {name}{' '}
            <span class="muted small">
              <Moment viewer={viewer} at={at} />
            </span>
            {comment && <p class="said">{comment}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What a task is, and how far it has come. */
export function TaskCard({ viewer, task, today, conflict, justEdited }: CardProps) {
  const w = words[viewer.language]
  const path = taskPath(task)
  const { date } = datesFor(viewer)
  const mayChange = mayChangeTask(viewer.staff, task)
  const when = (at: string, by: string | null) => (by ? w.by(date(at), by) : date(at))
  return (
    <Section
      id="task"
      title={task.title}
      actions={
        mayChange && (
          <>
            <LinkButton href={`${path}/edit`} kind="link" hx={region} autofocus={justEdited}>
              {w.edit}
            </LinkButton>
            <LinkButton href={`${path}/removal`} kind="link">
              {w.delete}
            </LinkButton>
          </>
        )
      }
    >
      <Facts
        facts={[
          [
            w.status,
            mayChange ? (
              <StatusForm viewer={viewer} task={task} back={path} target="#task" conflict={conflict} />
            ) : (
              <StatusBadge viewer={viewer} status={task.status} />
            ),
          ],
          [w.due, <Due viewer={viewer} task={task} today={today} bare />],
          [w.priority, w.priorities[task.priority]],
          [w.assignees, assigneeText(viewer, task.assignees)],
          [w.details, task.details && <MarkdownText text={task.details} names={JSON.parse(task.mentions)} />],
          [w.tags, task.tags.length > 0 && <TaskTags tags={task.tags} />],
          [w.job, task.job && <a href={`/accounts/${task.account_id}/jobs/${task.job_id}`}>{task.job}</a>],
          [w.visibility, w.visibilities[task.is_shared]],
          [w.created, when(task.created_at, task.created_by_name)],
          [w.completed, task.completed_at && when(task.completed_at, task.completed_by_name)],
        ]}
      />
    </Section>
  )
}

interface FormProps {
  viewer: Viewer
  task: WholeTask
  form: FormState
  assignable: Assignable
  /** Somebody has changed the task meanwhile: `task` is as it is now. */
  conflict?: boolean
}

/** The same card as a form. */
export function TaskForm({ viewer, task, form, assignable, conflict }: FormProps) {
  const action = taskPath(task)
  const labels = taskLabels(viewer)
  return (
    <Section id="task" title={task.title}>
      {conflict ? (
        <Disputed viewer={viewer} task={task} form={form} />
      ) : (
        <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version)}>
          <Summary viewer={viewer} problems={form.problems} labels={labels} />
          <TaskFields viewer={viewer} form={form} assignable={assignable} />
          <FormActions viewer={viewer} cancel={action} hx={region} />
        </Form>
      )}
    </Section>
  )
}

/** Both versions, field by field. Of whom it is given to, what either of the two added or took away is done. */
function Disputed({ viewer, task, form }: Pick<FormProps, 'viewer' | 'task' | 'form'>) {
  const w = words[viewer.language]
  const labels = taskLabels(viewer)
  const action = taskPath(task)
  const { date } = datesFor(viewer)
  const typed = (name: string) => (form.values[name] === undefined ? [] : [form.values[name]])
  const shown: Record<string, (value: string) => string> = {
    status: (value) => w.statuses[value as TaskStatus],
    priority: (value) => w.priorities[value as TaskPriority],
    due: (value) => (value ? date(value) : w.noDue),
    is_shared: (value) => w.visibilities[value] ?? '',
  }
  return (
    <ConflictForm
      viewer={viewer}
      action={action}
      cancel={action}
      version={task.version}
      hx={region}
      fields={(['title', 'details', 'status', 'priority', 'due', 'is_shared'] as const).map((name) => ({
        name,
        label: labels[name],
        mine: form.values[name] ?? '',
        theirs: String(task[name]),
        shown: shown[name],
      }))}
      lists={{
        assignee: form.lists.assignee ?? [],
        assignee_was: form.lists.assignee_was ?? [],
        tags: form.lists.tags ?? [],
        tags_was: form.lists.tags_was ?? [],
        job: typed('job'),
        new_tag: typed('new_tag'),
        new_tag_colour: typed('new_tag_colour'),
      }}
    />
  )
}

/** Asks before a task is deleted, and says what goes. */
export function TaskRemovalPage({ viewer, head, task }: { viewer: Viewer; head: ProfileHead; task: WholeTask }) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(task.title)}>
          <p>{w.deleteText}</p>
          <Form viewer={viewer} action={`${taskPath(task)}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel={taskPath(task)} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
