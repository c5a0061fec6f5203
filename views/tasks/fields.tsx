import type { AccountRole } from '#src/accounts/rules.ts'
import type { NamedJob } from '#src/jobs/of-account.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { Assignee } from '#src/tasks/assignees.ts'
import { taskPriorities, taskStatuses } from '#src/tasks/rules.ts'
import type { TaskTag } from '#src/tasks/tags.ts'
import { MentionSelect } from '../notes/form.tsx'
import { words as noteWords } from '../notes/words.ts'
import { TagFieldset } from '../tags/fieldset.tsx'
import { Checkboxes, Field, Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Was } from '../ui/was.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Whom a task can be given to, those with a role on the account first; and whom it is given to, whatever has become of them. */
export interface Assignable {
  people: readonly { id: number; name: string; role: AccountRole | null }[]
  assigned: readonly Assignee[]
  tags: readonly TaskTag[]
  jobs: readonly NamedJob[]
}

/** What each field of a task is called. */
export function taskLabels(viewer: Viewer) {
  const w = words[viewer.language]
  return {
    title: w.title,
    details: w.details,
    status: w.status,
    priority: w.priority,
    due: w.due,
    assignee: w.assignees,
    is_shared: w.visibility,
    job: w.job,
    tags: w.tags,
    new_tag: w.tags,
  }
}

export function assigneeOptions(viewer: Viewer, { people, assigned }: Pick<Assignable, 'people' | 'assigned'>) {
  const w = words[viewer.language]
  const strayed = assigned.filter(({ id }) => !people.some((person) => person.id === id))
  return [
    ...people.map(({ id, name, role }) => ({
      value: String(id),
      label: role ? w.withRole(name, w.roles[role]) : name,
    })),
    ...strayed.map(({ id, name, gone }) => ({ value: String(id), label: gone ? w.gone(name) : w.noAccess(name) })),
  ]
}

interface Props {
  viewer: Viewer
  form: FormState
  assignable: Assignable
}

export function TaskFields({ viewer, form, assignable }: Props) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const options = (of: Record<string, string>, values: readonly string[]) =>
    values.map((value) => ({ value, label: of[value]! }))
  return (
    <>
      <Field {...field('title')} label={w.title} required maxlength={200} autofocus />
      <TextArea {...field('details')} label={w.details} help={noteWords[viewer.language].textHelp} maxlength={10_000} />
      <MentionSelect viewer={viewer} form={form} people={assignable.people} />
      <div class="field-grid">
        <Field {...field('due')} label={w.due} type="date" />
        <Select {...field('priority')} label={w.priority} options={options(w.priorities, taskPriorities)} />
        <Select {...field('status')} label={w.status} options={options(w.statuses, taskStatuses)} />
        <Select {...field('is_shared')} label={w.visibility} options={options(w.visibilities, ['0', '1'])} />
      </div>
      {assignable.jobs.length > 0 && (
        <Select
          {...field('job')}
          label={w.job}
          blank={w.noJob}
          options={assignable.jobs.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <Was name="assignee" form={form} />
      <Checkboxes
        name="assignee"
        label={w.assignees}
        options={assigneeOptions(viewer, assignable)}
        values={form.lists.assignee ?? []}
        error={problemText(viewer, form.problems, 'assignee')}
      />
      <TagFieldset viewer={viewer} form={form} all={[...assignable.tags]} />
    </>
  )
}
