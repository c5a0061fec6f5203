import { z } from 'zod'
import { choice, dateOrBlank, line, lines, requiredLine, several, toId, version } from '#src/platform/web/form.ts'
import { taskPriorities, taskStatuses } from './status.ts'

/** Somebody's number, or '' for nobody. */
const somebody = line(10)
  .transform((value) => (value === '' ? null : (toId(value) ?? 0)))
  .refine((value) => value !== 0, { error: 'not a choice' })

/** Where one came from, to be led back there. */
const back = line(300)

export const taskForm = z.object({
  title: requiredLine(200),
  details: lines(10_000),
  status: choice(taskStatuses),
  priority: choice(taskPriorities),
  due: dateOrBlank,
  assignee: several(somebody),
  assignee_was: several(somebody),
  version,
  back,
})

export const statusForm = z.object({ status: choice(taskStatuses), was: choice(taskStatuses), back })
export const subtaskForm = z.object({ title: requiredLine(200) })
export const subtaskDoneForm = z.object({ wanted: choice(['on', 'off']) })
