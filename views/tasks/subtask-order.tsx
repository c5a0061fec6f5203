import type { WholeTask } from '#src/tasks/list.ts'
import type { Subtask } from '#src/tasks/subtask.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { OrderList } from '../ui/order.tsx'
import type { Viewer } from '../viewer.ts'
import { taskPath } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#subtasks' } as const

interface Props {
  viewer: Viewer
  task: WholeTask
  subtasks: readonly Subtask[]
  /** What was asked for when somebody else had changed them meanwhile: subtask by number. */
  mine?: ReadonlyMap<string, number>
}

/** The order of the subtasks: by numbers, by buttons, and where there is JavaScript by dragging. */
export function SubtaskOrder({ viewer, task, subtasks, mine }: Props) {
  const w = words[viewer.language]
  const items = subtasks.map(({ id, title }) => ({ key: String(id), name: title }))
  return (
    <Form viewer={viewer} action={`${taskPath(task)}/subtasks/order`} hx={region}>
      {mine && (
        <p class="notice notice-warn" role="alert">
          {w.orderConflict}
        </p>
      )}
      {subtasks.map((subtask) => (
        <input type="hidden" name="was" value={subtask.id} />
      ))}
      {/* First of the form's buttons: what Enter in a number field presses. */}
      <div class="form-actions">
        <Button kind="primary">{w.saveOrder}</Button>
        <LinkButton href={`${taskPath(task)}/subtasks`} kind="quiet" hx={region}>
          {w.close}
        </LinkButton>
      </div>
      <OrderList viewer={viewer} items={items} typed={mine} />
    </Form>
  )
}
