import type { Pipeline } from '#src/pipelines/pipeline.ts'
import { tasksOf } from '#src/pipelines/rules.ts'
import type { Stage, StagePerson } from '#src/pipelines/stage.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { emptyForm, type FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { words as tagWords } from '../tags/words.ts'
import { Badge, TagBadge } from '../ui/badge.tsx'
import { Button, HiddenFields, LinkButton, PostButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { OrderList } from '../ui/order.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { tagColours } from '../ui/tag-colours.ts'
import type { Viewer } from '../viewer.ts'
import { pipelineTones, stageTones } from './status.ts'
import { words } from './words.ts'

const region = { target: '#stages' } as const

interface StagesProps {
  viewer: Viewer
  pipeline: Pipeline
  stages: readonly Stage[]
  doing: readonly StagePerson[]
  /** How many jobs stand in each. */
  counts: ReadonlyMap<number, number>
  /** Of a new stage: what was typed and not taken. */
  form?: FormState
  /** What was asked for when somebody else had changed the order meanwhile. */
  mine?: ReadonlyMap<string, number>
}

type Props = StagesProps & { people: readonly { id: number; name: string; deactivated_at: string | null }[] }

/** One pipeline: who may use it, and its stages. */
export function PipelinePage({ people, ...props }: Props) {
  const { viewer, pipeline } = props
  const w = words[viewer.language]
  const base = `/settings/pipelines/${pipeline.id}`
  const isArchived = pipeline.archived_at !== null
  const named = people.map(({ name, deactivated_at }) => (deactivated_at ? w.gone(name) : name))
  return (
    <Page viewer={viewer} title={pipeline.name}>
      <div class="page-head">
        <h1>{pipeline.name}</h1>
        <LinkButton href={`/jobs/board?pipeline=${pipeline.id}`}>{w.board}</LinkButton>
      </div>
      <p class="small">
        <a href="/settings/pipelines">{w.all}</a>
      </p>
      <div class="narrow">
        <Section
          id="pipeline"
          title={w.pipeline}
          actions={
            <>
              <LinkButton href={`${base}/edit`} kind="link">
                {w.editPipeline}
              </LinkButton>
              <PostButton
                viewer={viewer}
                action={`${base}/archived`}
                fields={{ wanted: isArchived ? 'off' : 'on' }}
                kind="quiet"
                label={isArchived ? w.unarchive : w.archive}
              />
            </>
          }
        >
          {isArchived && (
            <p>
              <Badge kind={pipelineTones.archived}>{w.archived}</Badge> <span class="muted">{w.archivedText}</span>
            </p>
          )}
          <Facts
            facts={[
              [
                w.use,
                pipeline.for_everybody
                  ? w.everybody
                  : named.length > 0
                    ? formatsIn(viewer.language).list(named)
                    : w.nobodyElse,
              ],
            ]}
          />
        </Section>
        <Stages {...props} />
      </div>
    </Page>
  )
}

/** The stages in their order, to change it, and to add another. */
export function Stages({ viewer, pipeline, stages, doing, counts, form, mine }: StagesProps) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/settings/pipelines/${pipeline.id}`
  return (
    <Section id="stages" title={w.stages} count={count(stages.length)}>
      <p class="muted small">{w.orderHelp}</p>
      <Form viewer={viewer} action={`${base}/order`} hx={region}>
        {mine && (
          <p class="notice notice-warn" role="alert">
            {w.orderConflict}
          </p>
        )}
        <HiddenFields fields={{ was: stages.map((stage) => String(stage.id)) }} />
        {/* First of the form's buttons: what Enter in a number field presses. */}
        <div class="form-actions">
          <Button kind="primary">{w.order}</Button>
        </div>
        <OrderList
          viewer={viewer}
          items={stages.map((stage) => ({
            key: String(stage.id),
            name: stage.name,
            shown: <TagBadge name={stage.name} colour={stage.colour} />,
            more: (
              <StageMore viewer={viewer} base={base} stage={stage} doing={doing} jobs={counts.get(stage.id) ?? 0} />
            ),
          }))}
        />
      </Form>
      <NewStage viewer={viewer} base={base} form={form} />
    </Section>
  )
}

interface MoreProps {
  viewer: Viewer
  base: string
  stage: Stage
  doing: readonly StagePerson[]
  jobs: number
}

/** What a stage does, how much is in it, and what one may do with it. */
function StageMore({ viewer, base, stage, doing, jobs }: MoreProps) {
  const w = words[viewer.language]
  const { list, some } = formatsIn(viewer.language)
  const names = (part: StagePerson['part']) =>
    doing.filter((one) => one.stage_id === stage.id && one.part === part).map((one) => one.name)
  const [assigned, notified, tasks] = [names('assigned'), names('notified'), tasksOf(stage)]
  const does = [
    assigned.length > 0 && w.doesAssign(list(assigned)),
    notified.length > 0 && w.doesNotify(list(notified)),
    tasks.length > 0 && w.doesTasks(list(tasks)),
  ].filter(Boolean)
  return (
    <span class="stage-more">
      {stage.completes === 1 && <Badge kind={stageTones.completes}>{w.completes}</Badge>}{' '}
      <span class="muted small">{[w.jobs(some(jobs)), ...does].join(' · ')}</span>{' '}
      <LinkButton href={`${base}/stages/${stage.id}/edit`} kind="link" label={w.editStage(stage.name)}>
        {w.edit}
      </LinkButton>
      <LinkButton href={`${base}/stages/${stage.id}/removal`} kind="link" label={w.deleteStage(stage.name)}>
        {w.delete}
      </LinkButton>
    </span>
  )
}

function NewStage({
  viewer,
  base,
  form = emptyForm({ colour: 'slate' }),
}: {
  viewer: Viewer
  base: string
  form?: FormState
}) {
  const w = words[viewer.language]
  const field = (name: string) => ({
    name,
    idPrefix: 'stage',
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Form viewer={viewer} action={`${base}/stages`} creates hx={region} class="edit-row add-row">
      <Field {...field('name')} label={w.newStage} required maxlength={100} />
      <Select
        {...field('colour')}
        label={w.colour}
        options={tagColours.map((value) => ({ value, label: tagWords[viewer.language].colours[value] }))}
      />
      <Button>{w.addStage}</Button>
    </Form>
  )
}
