import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { emptyForm, type FormState } from '#src/platform/web/form.ts'
import type { WholeTask } from '#src/tasks/list.ts'
import { mayChangeTask, mostSubtasks } from '#src/tasks/rules.ts'
import type { Subtask } from '#src/tasks/subtask.ts'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Viewer } from '../viewer.ts'
import { taskPath } from './row.tsx'
import { SubtaskOrder } from './subtask-order.tsx'
import { words } from './words.ts'

const region = { target: '#subtasks' } as const

/** How the subtasks are shown, where not simply to be read. */
export interface ShownSubtasks {
  /** Of a new one: what was typed and not taken. */
  form?: FormState
  /** The keyboard is to be where the next one is typed. */
  justChanged?: boolean
  /** The one that was just given another title. */
  renamed?: number
  /** To be put in order; `mine` is what was asked for when somebody else had changed them meanwhile. */
  ordering?: { mine?: ReadonlyMap<string, number> }
  /** One of them as a form; with a conflict, somebody has renamed it meanwhile. */
  editing?: { id: number; form: FormState; conflict?: boolean }
}

interface Props extends ShownSubtasks {
  viewer: Viewer
  task: WholeTask
  subtasks: readonly Subtask[]
}

/** What a task is divided into: who has done which, and when. */
export function Subtasks({ viewer, task, subtasks, form, ordering, editing, renamed, justChanged }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const done = subtasks.filter((subtask) => subtask.done_at !== null).length
  const mayChange = mayChangeTask(viewer.staff, task)
  return (
    <Section
      id="subtasks"
      title={w.subtasks}
      count={subtasks.length > 0 ? w.countDone(count(done), count(subtasks.length)) : undefined}
      actions={
        mayChange &&
        !ordering &&
        subtasks.length > 1 && (
          <LinkButton href={`${taskPath(task)}/subtasks/order`} kind="link" hx={region}>
            {w.reorder}
          </LinkButton>
        )
      }
    >
      {subtasks.length === 0 && <Empty>{w.noSubtasks}</Empty>}
      {ordering ? (
        <SubtaskOrder viewer={viewer} task={task} subtasks={subtasks} {...ordering} />
      ) : (
        <ul class="rows subtasks">
          {subtasks.map((subtask) => {
            const props = { viewer, task, subtask }
            return editing?.id === subtask.id ? (
              <SubtaskForm {...props} {...editing} />
            ) : (
              <SubtaskItem {...props} mayChange={mayChange} renamed={renamed === subtask.id} />
            )
          })}
        </ul>
      )}
      {mayChange && !ordering && !editing && subtasks.length < mostSubtasks && (
        <NewSubtask viewer={viewer} task={task} form={form} autofocus={justChanged} />
      )}
    </Section>
  )
}

function NewSubtask({
  viewer,
  task,
  form = emptyForm(),
  autofocus,
}: Pick<Props, 'viewer' | 'task' | 'form'> & { autofocus: boolean | undefined }) {
  const w = words[viewer.language]
  return (
    <Form viewer={viewer} action={`${taskPath(task)}/subtasks`} creates hx={region} class="edit-row add-row">
      <Field
        name="title"
        idPrefix="subtask"
        label={w.subtask}
        value={form.values.title}
        error={problemText(viewer, form.problems, 'title')}
        required
        maxlength={200}
        autofocus={autofocus}
      />
      <Button>{w.addSubtask}</Button>
    </Form>
  )
}

interface ItemProps {
  viewer: Viewer
  task: WholeTask
  subtask: Subtask
}

function SubtaskItem({
  viewer,
  task,
  subtask,
  mayChange,
  renamed,
}: ItemProps & { mayChange: boolean; renamed: boolean }) {
  const w = words[viewer.language]
  const path = `${taskPath(task)}/subtasks/${subtask.id}`
  const isDone = subtask.done_at !== null
  const ofThis = (
    <span class="visually-hidden">
      : <bdi>{subtask.title}</bdi>
    </span>
  )
  return (
    <li class="subtask">
      <Switch
        viewer={viewer}
        action={`${path}/done`}
        on={isDone}
        says={[w.done, w.open]}
        label={w.isDone(subtask.title)}
        hx={region}
        disabled={!mayChange}
      />{' '}
      <span>
        <bdi>{subtask.title}</bdi>
        {subtask.done_at && (
          <span class="muted small">
            {' '}
            {w.doneBy(subtask.done_by_name ?? '', datesFor(viewer).time(subtask.done_at))}
          </span>
        )}
      </span>{' '}
      {mayChange && (
        <div class="actions">
          <LinkButton href={`${path}/edit`} kind="link" hx={region} autofocus={renamed}>
            {w.rename}
            {ofThis}
          </LinkButton>
          <PostButton
            viewer={viewer}
            action={`${path}/removal`}
            kind="quiet"
            hx={region}
            label={
              <>
                {w.remove}
                {ofThis}
              </>
            }
          />
        </div>
      )}
    </li>
  )
}

/** The same row as a form; where somebody has renamed it meanwhile, both titles. */
function SubtaskForm({ viewer, task, subtask, form, conflict }: ItemProps & { form: FormState; conflict?: boolean }) {
  const w = words[viewer.language]
  const action = `${taskPath(task)}/subtasks/${subtask.id}`
  const cancel = `${taskPath(task)}/subtasks`
  const typed = form.values.title ?? ''
  return (
    <li>
      {conflict ? (
        <ConflictForm
          viewer={viewer}
          action={action}
          cancel={cancel}
          version={subtask.version}
          hx={region}
          fields={[{ name: 'title', label: w.title, mine: typed, theirs: subtask.title }]}
        />
      ) : (
        <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version)} class="edit-row">
          <Field
            name="title"
            idPrefix="subtask"
            label={w.title}
            value={typed}
            error={problemText(viewer, form.problems, 'title')}
            required
            maxlength={200}
            autofocus
          />
          <FormActions viewer={viewer} cancel={cancel} hx={region} />
        </Form>
      )}
    </li>
  )
}
