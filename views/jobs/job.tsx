import type { Child } from 'hono/jsx'
import type { AuditEvent } from '#src/audit/events.ts'
import type { Assignable } from '#src/jobs/assignees.ts'
import type { WholeJob } from '#src/jobs/list.ts'
import type { Recurrence } from '#src/jobs/recurrence.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { datesFor } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { EventList } from '../audit/events.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { Button, HiddenFields, LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { JobFields, jobLabels } from './fields.tsx'
import { RecurrenceFact } from './recurrence.tsx'
import { assigneeText, Due, jobPath, StageText, StatusBadge } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#job' } as const

interface CardProps {
  viewer: Viewer
  job: WholeJob
  mayChange: boolean
  stages: readonly Stage[]
  recurrence: Recurrence | undefined
  today: string
  /** Why it was not moved. */
  problem?: string
  justEdited?: boolean
}

interface PageProps extends CardProps {
  head: ProfileHead
  history: readonly AuditEvent[]
  /** What other nouns show of it. */
  sections: readonly Child[]
  /** The job's card, where it is shown as a form. */
  card?: Child
}

export function JobPage({ head, history, sections, card, ...props }: PageProps) {
  const { viewer, job } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={job.name}>
      <p class="small">
        <a href={`/accounts/${head.id}/jobs`}>{w.allJobs}</a>
        {' · '}
        <a href={`/jobs/board?pipeline=${job.pipeline_id}`}>
          {w.board}: {job.pipeline}
        </a>
      </p>
      <div class="columns">
        {card ?? <JobCard {...props} />}
        <div>
          {sections}
          <Section id="history" title={w.history}>
            <EventList viewer={viewer} events={history} />
          </Section>
        </div>
      </div>
    </ProfilePage>
  )
}

/** What a job is, where it stands, and the way on. */
export function JobCard({ problem, ...props }: CardProps) {
  const { viewer, job, mayChange, stages, recurrence, today } = props
  const w = words[viewer.language]
  const { date } = datesFor(viewer)
  const when = (at: string, by: string | null) => (by ? w.by(date(at), by) : date(at))
  return (
    <Section id="job" title={job.name} actions={mayChange && <JobActions {...props} />}>
      {problem && (
        <p class="notice notice-warn" role="alert">
          {problem}
        </p>
      )}
      <Facts
        facts={[
          [w.status, <StatusBadge viewer={viewer} job={job} today={today} />],
          [w.pipeline, job.pipeline],
          [w.stage, <StageText viewer={viewer} job={job} />],
          [w.entered, when(job.entered_at, job.entered_by_name)],
          mayChange && !job.archived_at && stages.length > 1
            ? [w.moveTo, <MoveForm viewer={viewer} job={job} stages={stages} />]
            : ['', null],
          [w.due, <Due viewer={viewer} due={job.due} bare />],
          [w.assignees, assigneeText(viewer, job.assignees)],
          [w.details, job.details],
          [w.recurrence, <RecurrenceFact viewer={viewer} job={job} recurrence={recurrence} mayChange={mayChange} />],
          [w.created, when(job.created_at, job.created_by_name)],
          [w.completed, job.completed_at && date(job.completed_at)],
          [w.archived, job.archived_at && date(job.archived_at)],
        ]}
      />
    </Section>
  )
}

function JobActions({ viewer, job, justEdited }: CardProps) {
  const w = words[viewer.language]
  const path = jobPath(job)
  return (
    <>
      <LinkButton href={`${path}/edit`} kind="link" hx={region} autofocus={justEdited}>
        {w.edit}
      </LinkButton>
      <PostButton
        viewer={viewer}
        action={`${path}/archived`}
        fields={{ wanted: job.archived_at ? 'off' : 'on' }}
        kind="quiet"
        hx={region}
        id="archive-job"
        label={job.archived_at ? w.unarchive : w.archive}
      />
      {can(viewer.staff, 'manage pipelines') && (
        <LinkButton href={`${path}/removal`} kind="link">
          {w.delete}
        </LinkButton>
      )}
    </>
  )
}

/** To any other stage; the next one is offered first. */
function MoveForm({ viewer, job, stages }: { viewer: Viewer; job: WholeJob; stages: readonly Stage[] }) {
  const w = words[viewer.language]
  const next = stages[job.position] ?? stages[job.position - 2]
  return (
    <Form viewer={viewer} action={`${jobPath(job)}/stage`} hx={region} class="task-status move">
      <HiddenFields fields={{ from: job.stage_id, on: 'job' }} />
      <select name="to" id="move-to" aria-label={w.moveTo}>
        {stages
          .filter((stage) => stage.id !== job.stage_id)
          .map((stage) => (
            <option value={stage.id} selected={stage.id === next?.id}>
              {stage.name}
            </option>
          ))}
      </select>{' '}
      <Button id="move-job">{w.move}</Button>
    </Form>
  )
}

interface FormProps {
  viewer: Viewer
  job: WholeJob
  form: FormState
  assignable: Assignable
  /** Somebody has changed the job meanwhile: `job` is as it is now. */
  conflict: boolean
}

/** The same card as a form. */
export function JobForm({ viewer, job, form, assignable, conflict }: FormProps) {
  const w = words[viewer.language]
  const action = jobPath(job)
  const labels = jobLabels(viewer)
  const { date } = datesFor(viewer)
  return (
    <Section id="job" title={job.name}>
      {conflict ? (
        <ConflictForm
          viewer={viewer}
          action={action}
          cancel={action}
          version={job.version}
          hx={region}
          fields={(['name', 'details', 'due'] as const).map((name) => ({
            name,
            label: labels[name],
            mine: form.values[name] ?? '',
            theirs: job[name],
            ...(name === 'due' ? { shown: (value: string) => (value ? date(value) : w.noDue) } : {}),
          }))}
          lists={{ assignee: form.lists.assignee ?? [], assignee_was: form.lists.assignee_was ?? [] }}
        />
      ) : (
        <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version)}>
          <Summary viewer={viewer} problems={form.problems} labels={labels} />
          <JobFields viewer={viewer} form={form} assignable={assignable} />
          <FormActions viewer={viewer} cancel={action} hx={region} />
        </Form>
      )}
    </Section>
  )
}

/** Asks before a job is deleted, and says what goes. */
export function JobRemovalPage({ viewer, head, job }: { viewer: Viewer; head: ProfileHead; job: WholeJob }) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(job.name)}>
          <p>{w.deleteText}</p>
          <Form viewer={viewer} action={`${jobPath(job)}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel={jobPath(job)} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
