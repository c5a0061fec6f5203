import { formatsIn } from '#src/platform/language/format.ts'
import { emptyForm, type FormState } from '#src/platform/web/form.ts'
import { mayChangeTask, type WholeTask } from '#src/tasks/list.ts'
import { mostSubtasks, type Subtask } from '#src/tasks/subtask.ts'
import { Button, PostButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Viewer } from '../viewer.ts'
import { taskPath } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#subtasks' } as const

interface Props {
  viewer: Viewer
  task: WholeTask
  subtasks: readonly Subtask[]
  form?: FormState | undefined
  /** The keyboard is to be where the next one is typed. */
  justChanged?: boolean
}

/** What a task is divided into: who has done which, and when. */
export function Subtasks({ viewer, task, subtasks, form = emptyForm(), justChanged }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const done = subtasks.filter((subtask) => subtask.done_at !== null).length
  const mayChange = mayChangeTask(viewer.staff, task)
  return (
    <Section
      id="subtasks"
      title={w.subtasks}
      count={subtasks.length > 0 ? w.countDone(count(done), count(subtasks.length)) : undefined}
    >
      {subtasks.length === 0 && <Empty>{w.noSubtasks}</Empty>}
      <ul class="rows subtasks">
        {subtasks.map((subtask) => (
          <SubtaskItem viewer={viewer} task={task} subtask={subtask} mayChange={mayChange} />
        ))}
      </ul>
      {mayChange && subtasks.length < mostSubtasks && (
        <Form viewer={viewer} action={`${taskPath(task)}/subtasks`} hx={region} class="edit-row add-row">
          <Field
            name="title"
            idPrefix="subtask"
            label={w.subtask}
            value={form.values.title}
            error={problemText(viewer, form.problems, 'title')}
            required
            maxlength={200}
            autofocus={justChanged}
          />
          <Button>{w.addSubtask}</Button>
        </Form>
      )}
    </Section>
  )
}

interface ItemProps {
  viewer: Viewer
  task: WholeTask
  subtask: Subtask
  mayChange: boolean
}

function SubtaskItem({ viewer, task, subtask, mayChange }: ItemProps) {
  const w = words[viewer.language]
  const path = `${taskPath(task)}/subtasks/${subtask.id}`
  const isDone = subtask.done_at !== null
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
        {subtask.title}
        {subtask.done_at && (
          <span class="muted small">
            {' '}
            {w.doneBy(subtask.done_by_name ?? '', formatsIn(viewer.language).time(subtask.done_at, viewer.timeZone))}
          </span>
        )}
      </span>{' '}
      {mayChange && (
        <PostButton
          viewer={viewer}
          action={`${path}/removal`}
          kind="quiet"
          hx={region}
          label={
            <>
              {w.remove}
              <span class="visually-hidden">: {subtask.title}</span>
            </>
          }
        />
      )}
    </li>
  )
}
