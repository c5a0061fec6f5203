import { z } from 'zod'
import type { Act } from '#src/audit/audit.ts'
import { alsoMentioning } from '#src/notes/form.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import {
  choice,
  dateOrBlank,
  type FormState,
  idField,
  line,
  lines,
  type Posted,
  parseForm,
  problem,
  requiredLine,
  several,
  toId,
  version,
} from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { newTagForm } from '#src/tags/form.ts'
import { tagNamed } from '#src/tags/tag.ts'
import { taskPriorities, taskStatuses } from './rules.ts'

/** The number of somebody or something, or '' for none. */
const somebody = line(10)
  .transform((value) => (value === '' ? null : (toId(value) ?? 0)))
  .refine((value) => value !== 0, problem('not a choice'))

/** Where one came from, to be led back there. */
const back = line(300)

const taskForm = z.object({
  title: requiredLine(200),
  details: lines(10_000),
  status: choice(taskStatuses),
  priority: choice(taskPriorities),
  due: dateOrBlank,
  is_shared: line(1).transform((value) => Number(value === '1')),
  job: somebody,
  assignee: several(somebody),
  assignee_was: several(somebody),
  tags: several(idField),
  tags_was: several(idField),
  mention: line(200),
  version,
  back,
})

export const statusForm = z.object({ status: choice(taskStatuses), was: choice(taskStatuses), back })
export const subtaskForm = z.object({ title: requiredLine(200), version })
export const subtaskOrderForm = z.object({ was: several(idField) })

const some = (ids: readonly (number | null)[]) => ids.filter((id) => id !== null)

/** What a task's form says, and the tag that it makes in place. Throws 403 where that was posted without the right to it. */
export function readTask(staff: Staff, posted: Posted) {
  const parsed = parseForm(taskForm, posted)
  const made = posted.has('new_tag') ? parseForm(newTagForm, posted) : null
  if (made && !can(staff, 'manage tags')) throw notAllowed()
  const form: FormState = {
    values: { ...parsed.form.values, ...made?.form.values },
    lists: parsed.form.lists,
    problems: { ...parsed.form.problems, ...made?.form.problems },
  }
  if (!parsed.ok || (made && !made.ok)) return { form, data: null }
  const { title, details, mention, status, priority, due, is_shared, job, ...rest } = parsed.data
  return {
    form,
    data: {
      ...rest,
      fields: {
        title,
        details: alsoMentioning(details, mention).trim(),
        status,
        priority,
        due,
        is_shared,
        job_id: job,
      },
      assigning: { chosen: some(rest.assignee), was: some(rest.assignee_was) },
      newTag: made?.data,
    },
  }
}

type TaskData = NonNullable<ReturnType<typeof readTask>['data']>

/** The tags that a form chose, with the one that it makes. */
export const chosenTags = async (act: Act, { tags, newTag }: TaskData): Promise<number[]> =>
  newTag?.new_tag ? [...tags, await tagNamed(act, newTag.new_tag, newTag.new_tag_colour)] : tags
