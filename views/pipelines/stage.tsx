import type { Pipeline } from '#src/pipelines/pipeline.ts'
import type { Stage, StagePart, StagePerson, StageProblem } from '#src/pipelines/stage.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { words as tagWords } from '../tags/words.ts'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkbox, Checkboxes, Field, Select, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { type TagColour, tagColours } from '../ui/tag-colours.ts'
import { Was } from '../ui/was.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface FieldsProps {
  viewer: Viewer
  stage: Stage
  form: FormState
  isLast: boolean
  people: readonly { id: number; name: string }[]
  /** Who takes part in the pipeline's stages already. */
  doing: readonly StagePerson[]
}

type Props = FieldsProps & { pipeline: Pipeline; conflict: boolean }

export function StageFormPage({ pipeline, conflict, ...props }: Props) {
  const { viewer, stage, form } = props
  const action = `/settings/pipelines/${pipeline.id}/stages/${stage.id}`
  const cancel = `/settings/pipelines/${pipeline.id}#stages`
  return (
    <Page viewer={viewer} title={`${pipeline.name} · ${stage.name}`}>
      <div class="narrow">
        <Section id="stage" title={`${pipeline.name}: ${stage.name}`}>
          {conflict ? (
            <Disputed viewer={viewer} stage={stage} form={form} action={action} cancel={cancel} />
          ) : (
            <Form viewer={viewer} action={action} version={Number(form.values.version)}>
              <Summary viewer={viewer} problems={form.problems} labels={labelsOf(viewer)} />
              <StageFields {...props} />
              <FormActions viewer={viewer} cancel={cancel} />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}

function labelsOf(viewer: Viewer) {
  const w = words[viewer.language]
  const { name, colour, completes, tasks, assigned, notified } = w
  return { name, colour, completes, tasks, assigned, notified }
}

function StageFields({ viewer, stage, form, isLast, people, doing }: FieldsProps) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const options = (part: StagePart) => {
    const gone = doing.filter((one) => one.stage_id === stage.id && one.part === part && one.deactivated_at)
    return [
      ...people.map(({ id, name }) => ({ value: String(id), label: name })),
      ...gone.map(({ id, name }) => ({ value: String(id), label: w.gone(name) })),
    ]
  }
  return (
    <>
      <div class="field-grid">
        <Field {...field('name')} label={w.name} required maxlength={100} autofocus />
        <Select
          {...field('colour')}
          label={w.colour}
          options={tagColours.map((value) => ({ value, label: tagWords[viewer.language].colours[value] }))}
        />
      </div>
      {isLast || form.values.completes === 'on' ? (
        <Checkbox
          name="completes"
          label={w.completes}
          help={w.completesHelp}
          checked={form.values.completes === 'on'}
          error={problemText(viewer, form.problems, 'completes')}
        />
      ) : (
        <p class="muted small">{w.completesLast}</p>
      )}
      <h3>{w.onEntry}</h3>
      <p class="muted small">{w.onEntryHelp}</p>
      {(['assigned', 'notified'] as const).map((part) => (
        <>
          <Was name={part} form={form} />
          <Checkboxes
            name={part}
            label={w[part]}
            options={options(part)}
            values={form.lists[part] ?? []}
            error={problemText(viewer, form.problems, part)}
          />
        </>
      ))}
      <TextArea {...field('tasks')} label={w.tasks} help={w.tasksHelp} rows={4} />
    </>
  )
}

interface DisputedProps {
  viewer: Viewer
  stage: Stage
  form: FormState
  action: string
  cancel: string
}

function Disputed({ viewer, stage, form, action, cancel }: DisputedProps) {
  const labels = labelsOf(viewer)
  const { colours } = tagWords[viewer.language]
  const onOff = (value: string) => (value === 'on' ? ui[viewer.language].on : ui[viewer.language].off)
  const { lists } = form
  return (
    <ConflictForm
      viewer={viewer}
      action={action}
      cancel={cancel}
      version={stage.version}
      fields={[
        { name: 'name', label: labels.name, mine: form.values.name ?? '', theirs: stage.name },
        {
          name: 'colour',
          label: labels.colour,
          mine: form.values.colour ?? '',
          theirs: stage.colour,
          shown: (value) => colours[value as TagColour] ?? value,
        },
        {
          name: 'completes',
          label: labels.completes,
          mine: form.values.completes ?? '',
          theirs: stage.completes ? 'on' : '',
          shown: onOff,
        },
        { name: 'tasks', label: labels.tasks, mine: form.values.tasks ?? '', theirs: stage.tasks },
      ]}
      lists={{
        assigned: lists.assigned ?? [],
        assigned_was: lists.assigned_was ?? [],
        notified: lists.notified ?? [],
        notified_was: lists.notified_was ?? [],
      }}
    />
  )
}

interface RemovalProps {
  viewer: Viewer
  pipeline: Pipeline
  stage: Stage
  others: readonly Stage[]
  jobs: number
  problem: StageProblem | undefined
}

/** Asks before a stage is deleted, and where its jobs go. */
export function StageRemovalPage({ viewer, pipeline, stage, others, jobs, problem }: RemovalProps) {
  const w = words[viewer.language]
  const back = `/settings/pipelines/${pipeline.id}#stages`
  return (
    <Page viewer={viewer} title={w.deleteStage(stage.name)}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(stage.name)}>
          {others.length === 0 ? (
            <>
              <p role={problem ? 'alert' : undefined}>{w.lastOne}</p>
              <LinkButton href={back}>{ui[viewer.language].cancel}</LinkButton>
            </>
          ) : (
            <Form viewer={viewer} action={`/settings/pipelines/${pipeline.id}/stages/${stage.id}/removal`}>
              <p>{jobs === 0 ? w.deleteEmpty : w.deleteText(formatsIn(viewer.language).some(jobs))}</p>
              {jobs > 0 && (
                <Select
                  name="to"
                  label={w.deleteTo}
                  blank={w.chooseStage}
                  options={others.map((other) => ({ value: String(other.id), label: other.name }))}
                  error={problem ? w.chooseTo : undefined}
                  required
                />
              )}
              <FormActions viewer={viewer} label={w.delete} kind="danger" cancel={back} />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}
