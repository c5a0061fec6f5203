import type { KeysetPage } from '#src/platform/db/keyset.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { around } from '#src/platform/web/list.ts'
import type { PortalFrame } from '#src/portal/section.ts'
import type { SharedTask, SharedTaskRow } from '#src/tasks/portal.ts'
import type { TaskStatus } from '#src/tasks/rules.ts'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { PortalPage } from '../portal/account-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './portal-words.ts'
import { Due } from './row.tsx'
import { subtaskTones, taskTones } from './status.ts'

const StatusForClient = ({ viewer, status }: { viewer: Viewer; status: TaskStatus }) => (
  <Badge kind={taskTones[status]}>{words[viewer.language].statuses[status]}</Badge>
)

interface ListProps extends KeysetPage<SharedTaskRow> {
  frame: PortalFrame
  isOver: boolean
  today: string
}

/** What the office does for an account and what it waits for, as its clients see it. */
export function ClientTasksPage({ frame, rows, isOver, today, ...page }: ListProps) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const base = `/portal/accounts/${account.id}/tasks`
  return (
    <PortalPage frame={frame} title={w.tasks}>
      <Tabs
        label={w.which}
        tabs={[
          { href: base, label: w.open, current: !isOver },
          { href: `${base}?show=over`, label: w.over, current: isOver },
        ]}
      />
      <Section id="tasks" title={w.tasks}>
        {rows.length === 0 && <Empty>{isOver ? w.noneOver : w.none}</Empty>}
        <ul class="rows">
          {rows.map((task) => (
            <li class="task client-task">
              <div>
                <span class="task-title">
                  <a href={`${base}/${task.id}`}>{task.title}</a>
                </span>
                <p class="muted small">
                  <Due viewer={viewer} task={task} today={today} />
                  {Number(task.subtasks) > 0 && ` · ${w.stepsDone(Number(task.done), Number(task.subtasks))}`}
                </p>
              </div>
              <StatusForClient viewer={viewer} status={task.status} />
            </li>
          ))}
        </ul>
        <Pager viewer={viewer} {...around(page, base, { show: isOver ? 'over' : '' })} />
      </Section>
    </PortalPage>
  )
}

interface PageProps {
  frame: PortalFrame
  task: SharedTask
  today: string
  form: FormState
  /** It was answered or changed while the reader looked at it. */
  meanwhile: boolean
}

export function ClientTaskPage({ frame, task, today, form, meanwhile }: PageProps) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const base = `/portal/accounts/${account.id}/tasks`
  return (
    <PortalPage frame={frame} title={task.title}>
      <p class="small">
        <a href={base}>{w.allTasks}</a>
      </p>
      <div class="narrow">
        {meanwhile && (
          <p class="notice notice-warn" role="alert">
            {w.meanwhile}
          </p>
        )}
        <Section id="task" title={task.title}>
          <p>
            <StatusForClient viewer={viewer} status={task.status} />{' '}
            <span class="muted small">
              <Due viewer={viewer} task={task} today={today} />
            </span>
          </p>
          {task.details && <MarkdownText text={task.details} />}
          {task.steps.length > 0 && <Steps viewer={viewer} task={task} />}
        </Section>
        {task.status === 'waiting for client' && (
          <Section id="answer" title={w.yourTurn}>
            <p>{w.yourTurnText}</p>
            <Form viewer={viewer} action={`${base}/${task.id}/answer`} creates class="stack">
              <TextArea
                name="comment"
                label={w.comment}
                value={form.values.comment ?? ''}
                error={problemText(viewer, form.problems, 'comment')}
                rows={3}
                maxlength={2000}
              />
              <Button kind="primary">{w.done}</Button>
            </Form>
          </Section>
        )}
      </div>
    </PortalPage>
  )
}

function Steps({ viewer, task }: { viewer: Viewer; task: SharedTask }) {
  const w = words[viewer.language]
  return (
    <>
      <h3 class="client-steps">{w.steps}</h3>
      <ul class="rows">
        {task.steps.map((step) => (
          <li>
            {step.title} {step.done_at && <Badge kind={subtaskTones.done}>{w.isDone}</Badge>}
          </li>
        ))}
      </ul>
    </>
  )
}
