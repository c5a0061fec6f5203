import type { Pipeline, PipelineRow } from '#src/pipelines/pipeline.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkboxes, Field, Radios, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Was } from '../ui/was.tsx'
import type { Viewer } from '../viewer.ts'
import { pipelineTones } from './status.ts'
import { words } from './words.ts'

/** All pipelines, each with how many stages it has and how much is in it. */
export function PipelinesPage({
  viewer,
  pipelines,
  jobs,
}: {
  viewer: Viewer
  pipelines: readonly PipelineRow[]
  /** How many open ones each pipeline has. */
  jobs: ReadonlyMap<number, number>
}) {
  const w = words[viewer.language]
  const { count, some } = formatsIn(viewer.language)
  return (
    <Page viewer={viewer} title={w.pipelines}>
      <div class="page-head">
        <h1>{w.pipelines}</h1>
      </div>
      <div class="narrow">
        <Section
          id="pipelines"
          title={w.pipelines}
          count={count(pipelines.length)}
          actions={
            <LinkButton href="/settings/pipelines/new" kind="link">
              {w.new}
            </LinkButton>
          }
        >
          {pipelines.length === 0 && <Empty>{w.none}</Empty>}
          <ul class="rows">
            {pipelines.map((pipeline) => (
              <li>
                <div class="row-head">
                  <span>
                    <a href={`/settings/pipelines/${pipeline.id}`}>{pipeline.name}</a>{' '}
                    {pipeline.archived_at && <Badge kind={pipelineTones.archived}>{w.archived}</Badge>}
                  </span>
                </div>
                <p class="muted small">{w.counts(count(Number(pipeline.stages)), some(jobs.get(pipeline.id) ?? 0))}</p>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}

interface Person {
  id: number
  name: string
}

interface FieldsProps {
  viewer: Viewer
  form: FormState
  people: readonly Person[]
  /** Whom it names already, whatever has become of them. */
  chosen?: readonly (Person & { deactivated_at: string | null })[]
}

function PipelineFields({ viewer, form, people, chosen = [] }: FieldsProps) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, error: problemText(viewer, form.problems, name) })
  const gone = chosen.filter(({ id }) => !people.some((person) => person.id === id))
  return (
    <>
      <Field {...field('name')} value={form.values.name} label={w.name} required maxlength={100} autofocus />
      <Radios
        {...field('use')}
        label={w.use}
        help={w.useHelp}
        value={form.values.use}
        options={[
          { value: 'everybody', label: w.everybody },
          { value: 'chosen', label: w.chosen },
        ]}
        short
      />
      <Was name="person" form={form} />
      <Checkboxes
        {...field('person')}
        label={w.people}
        values={form.lists.person ?? []}
        options={[
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
          ...gone.map(({ id, name }) => ({ value: String(id), label: w.gone(name) })),
        ]}
      />
    </>
  )
}

const labels = (viewer: Viewer) => {
  const w = words[viewer.language]
  return { name: w.name, use: w.use, person: w.people, stages: w.stages }
}

export function NewPipelinePage({ viewer, form, people }: FieldsProps) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.new}>
      <div class="narrow">
        <Section id="new-pipeline" title={w.new}>
          <Form viewer={viewer} action="/settings/pipelines" creates>
            <Summary viewer={viewer} problems={form.problems} labels={labels(viewer)} />
            <PipelineFields viewer={viewer} form={form} people={people} />
            <TextArea
              name="stages"
              label={w.stages}
              help={w.stagesHelp}
              value={form.values.stages}
              error={problemText(viewer, form.problems, 'stages')}
              rows={7}
              required
            />
            <FormActions viewer={viewer} label={w.create} cancel="/settings/pipelines" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}

export function PipelineFormPage({
  viewer,
  pipeline,
  form,
  people,
  chosen,
  conflict,
}: FieldsProps & { pipeline: Pipeline; conflict: boolean }) {
  const w = words[viewer.language]
  const action = `/settings/pipelines/${pipeline.id}`
  const useWords: Record<string, string> = { everybody: w.everybody, chosen: w.chosen }
  const theirs = pipeline.for_everybody ? 'everybody' : 'chosen'
  return (
    <Page viewer={viewer} title={pipeline.name}>
      <div class="narrow">
        <Section id="pipeline" title={pipeline.name}>
          {conflict ? (
            <ConflictForm
              viewer={viewer}
              action={action}
              cancel={action}
              version={pipeline.version}
              fields={[
                { name: 'name', label: w.name, mine: form.values.name ?? '', theirs: pipeline.name },
                {
                  name: 'use',
                  label: w.use,
                  mine: form.values.use ?? '',
                  theirs,
                  shown: (value) => useWords[value] ?? '',
                },
              ]}
              lists={{ person: form.lists.person ?? [], person_was: form.lists.person_was ?? [] }}
            />
          ) : (
            <Form viewer={viewer} action={action} version={Number(form.values.version)}>
              <Summary viewer={viewer} problems={form.problems} labels={labels(viewer)} />
              <PipelineFields viewer={viewer} form={form} people={people} chosen={chosen} />
              <FormActions viewer={viewer} cancel={action} />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}
