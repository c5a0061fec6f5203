import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { Assignee } from '#src/tasks/assignees.ts'
import type { TaskRow } from '#src/tasks/list.ts'
import { isOpen, mayChangeTask, type TaskPriority, type TaskStatus, taskStatuses } from '#src/tasks/rules.ts'
import type { TaskTag } from '#src/tasks/tags.ts'
import { Badge, TagBadge } from '../ui/badge.tsx'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import { dueTones, priorityTones, taskTones } from './status.ts'
import { words } from './words.ts'

export const taskPath = (task: Pick<TaskRow, 'account_id' | 'id'>) => `/accounts/${task.account_id}/tasks/${task.id}`

export const StatusBadge = ({ viewer, status }: { viewer: Viewer; status: TaskStatus }) => (
  <Badge kind={taskTones[status]}>{words[viewer.language].statuses[status]}</Badge>
)

/** Said where it is out of the ordinary. */
export const PriorityBadge = ({ viewer, priority }: { viewer: Viewer; priority: TaskPriority }) =>
  priority === 'normal' ? null : (
    <Badge kind={priorityTones[priority]}>{words[viewer.language].priorities[priority]}</Badge>
  )

/** Who a task is given to, in a line. */
export function assigneeText(viewer: Viewer, assignees: readonly Assignee[]): string {
  const w = words[viewer.language]
  if (assignees.length === 0) return w.unassigned
  return formatsIn(viewer.language).list(assignees.map(({ name, gone }) => (gone ? w.gone(name) : name)))
}

type Dated = Pick<TaskRow, 'due' | 'status'>

export const isOverdue = (task: Dated, today: string): boolean =>
  task.due !== '' && task.due < today && isOpen(task.status)

/** When a task is due; `bare` where what stands before it says so already. */
export function Due({ viewer, task, today, bare }: { viewer: Viewer; task: Dated; today: string; bare?: boolean }) {
  const w = words[viewer.language]
  if (!task.due) return <span>{w.noDue}</span>
  const day = datesFor(viewer).date(task.due)
  return (
    <>
      <time datetime={task.due}>{bare ? day : w.dueOn(day)}</time>
      {isOverdue(task, today) && (
        <>
          {' '}
          <Badge kind={dueTones.overdue}>{w.overdue}</Badge>
        </>
      )}
    </>
  )
}

interface StatusProps {
  viewer: Viewer
  task: Pick<TaskRow, 'id' | 'account_id' | 'title' | 'status'>
  /** The address of the page that it stands on. */
  back: string
  /** What its answer takes the place of. */
  target: string
  /** What somebody chose who did not know what it is by now. */
  conflict?: TaskStatus | undefined
}

/** How far a task has come, to be set in place: by choosing alone where there is JavaScript. */
export function StatusForm({ viewer, task, back, target, conflict }: StatusProps) {
  const w = words[viewer.language]
  const id = `status-${task.id}`
  return (
    <Form
      viewer={viewer}
      action={`${taskPath(task)}/status`}
      hx={{ target, trigger: 'change delay:250ms, submit' }}
      class="task-status"
    >
      <HiddenFields fields={{ was: task.status, back }} />
      <label class="visually-hidden" for={id}>
        {w.statusOf(task.title)}
      </label>{' '}
      <select id={id} name="status">
        {taskStatuses.map((status) => (
          <option value={status} selected={status === (conflict ?? task.status)}>
            {w.statuses[status]}
          </option>
        ))}
      </select>{' '}
      <Button kind="quiet">{w.set}</Button>
      {conflict && (
        <p class="field-error" role="alert">
          {w.setMeanwhile(w.statuses[task.status])}
        </p>
      )}
    </Form>
  )
}

interface RowProps {
  viewer: Viewer
  task: TaskRow
  today: string
  back: string
  /** Where tasks of several accounts stand together. */
  account?: { id: number; name: string } | undefined
  conflict?: TaskStatus | undefined
}

/** A task in a list. */
export function TaskItem({ viewer, task, today, back, account, conflict }: RowProps) {
  return (
    <li id={`task-${task.id}`} class="task">
      <div>
        <TaskLine viewer={viewer} task={task} today={today} account={account} />
      </div>
      {mayChangeTask(viewer.staff, task) ? (
        <StatusForm viewer={viewer} task={task} back={back} target={`#task-${task.id}`} conflict={conflict} />
      ) : (
        <StatusBadge viewer={viewer} status={task.status} />
      )}
    </li>
  )
}

export const TaskTags = ({ tags }: { tags: readonly TaskTag[] }) => (
  <>
    {tags.map((tag) => (
      <>
        <TagBadge {...tag} />{' '}
      </>
    ))}
  </>
)

/** What a task is, when, and whose. */
export function TaskLine({
  viewer,
  task,
  today,
  account,
}: Pick<RowProps, 'viewer' | 'today' | 'account'> & {
  task: Omit<TaskRow, 'created_by'>
}) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <>
      <span class="task-title">
        <a href={taskPath(task)}>{task.title}</a>
      </span>{' '}
      <PriorityBadge viewer={viewer} priority={task.priority} /> {task.is_shared === 1 && <Badge>{w.shared}</Badge>}{' '}
      <TaskTags tags={task.tags} />
      <p class="muted small">
        {account && (
          <>
            <a href={`/accounts/${account.id}`}>{account.name}</a>
            {' · '}
          </>
        )}
        <Due viewer={viewer} task={task} today={today} />
        {/* Where those of several accounts stand together, what is one's own alone needs no name. */}
        {!(account && task.assignees.length === 1 && task.assignees[0]!.id === viewer.staff?.id) && (
          <>
            {' · '}
            <bdi>{assigneeText(viewer, task.assignees)}</bdi>
          </>
        )}
        {task.job && (
          <>
            {' · '}
            <a href={`/accounts/${task.account_id}/jobs/${task.job_id}`}>{task.job}</a>
          </>
        )}
        {task.subtasks > 0 && ` · ${w.subtasksDone(count(task.done), count(task.subtasks))}`}
      </p>
    </>
  )
}
