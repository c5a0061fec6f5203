import type { Assignable } from '#src/jobs/assignees.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Checkboxes, Field, Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Was } from '../ui/was.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What each field of a job is called. */
export function jobLabels(viewer: Viewer) {
  const { name, details, due, pipeline, assignees } = words[viewer.language]
  return { name, details, due, pipeline, assignee: assignees }
}

export function assigneeOptions(viewer: Viewer, { people, assigned }: Assignable) {
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
  /** Of a new job: those in which it may begin. */
  pipelines?: readonly { id: number; name: string }[]
}

export function JobFields({ viewer, form, assignable, pipelines }: Props) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <>
      {pipelines && <PipelineSelect viewer={viewer} form={form} pipelines={pipelines} autofocus />}
      <Field
        {...field('name')}
        label={w.name}
        help={pipelines && w.nameHelp}
        required={!pipelines}
        maxlength={200}
        autofocus={!pipelines}
      />
      <Field {...field('due')} label={w.due} type="date" />
      <TextArea {...field('details')} label={w.details} maxlength={10_000} />
      <Was name="assignee" form={form} />
      <Checkboxes
        name="assignee"
        label={w.assignees}
        options={assigneeOptions(viewer, assignable)}
        values={form.lists.assignee ?? []}
        error={problemText(viewer, form.problems, 'assignee')}
      />
    </>
  )
}

interface SelectProps {
  viewer: Viewer
  form: FormState
  pipelines: readonly { id: number; name: string }[]
  autofocus?: boolean
  idPrefix?: string
}

export function PipelineSelect({ viewer, form, pipelines, autofocus, idPrefix }: SelectProps) {
  const w = words[viewer.language]
  return (
    <Select
      name="pipeline"
      idPrefix={idPrefix}
      label={w.pipeline}
      blank={w.choosePipeline}
      options={pipelines.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={form.values.pipeline ?? ''}
      error={problemText(viewer, form.problems, 'pipeline')}
      required
      autofocus={autofocus}
    />
  )
}
