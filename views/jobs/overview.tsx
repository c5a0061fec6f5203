import type { Assignable } from '#src/jobs/assignees.ts'
import type { JobRow } from '#src/jobs/list.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { HiddenFields, LinkButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { assigneeOptions, jobLabels, PipelineSelect } from './fields.tsx'
import { JobItem } from './row.tsx'
import { words } from './words.ts'

const region = { target: '#overview-jobs' } as const

interface Adding {
  form: FormState
  assignable: Assignable
  pipelines: readonly { id: number; name: string }[]
}

interface Props {
  viewer: Viewer
  accountId: number
  rows: readonly JobRow[]
  open: number
  today: string
  /** Where a job is being added. */
  adding?: Adding | undefined
  justAdded?: boolean
}

/** On the Overview: the jobs that are open, and a line to begin another. */
export function OverviewJobs({ viewer, accountId, rows, open, today, adding, justAdded }: Props) {
  const w = words[viewer.language]
  const overview = `/accounts/${accountId}`
  return (
    <Section
      id="overview-jobs"
      title={w.jobs}
      count={formatsIn(viewer.language).count(open)}
      actions={
        <>
          <ViewAll viewer={viewer} href={`${overview}/jobs`} />
          {!adding && (
            <LinkButton href={`${overview}/jobs/new?back=${overview}`} kind="link" hx={region} autofocus={justAdded}>
              {w.add}
            </LinkButton>
          )}
        </>
      }
    >
      {adding && <QuickJob viewer={viewer} accountId={accountId} {...adding} />}
      {rows.length === 0 && <Empty>{w.none}</Empty>}
      <ul class="rows">
        {rows.map((job) => (
          <JobItem viewer={viewer} job={job} today={today} />
        ))}
      </ul>
    </Section>
  )
}

/** A job in four fields; the rest is on its page. */
function QuickJob({ viewer, accountId, form, assignable, pipelines }: Adding & { viewer: Viewer; accountId: number }) {
  const w = words[viewer.language]
  const overview = `/accounts/${accountId}`
  const field = (name: string) => ({
    name,
    idPrefix: 'job',
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  if (pipelines.length === 0) return <Empty>{w.noneOpen}</Empty>
  return (
    <Form viewer={viewer} action={`${overview}/jobs`} creates hx={region} class="panel">
      <HiddenFields fields={{ back: overview }} />
      <Summary viewer={viewer} problems={form.problems} labels={jobLabels(viewer)} idPrefix="job" />
      <div class="field-grid">
        <PipelineSelect viewer={viewer} form={form} pipelines={pipelines} idPrefix="job" autofocus />
        <Field {...field('name')} label={w.name} maxlength={200} />
        <Field {...field('due')} label={w.due} type="date" />
        <Select
          {...field('assignee')}
          label={w.assignee}
          blank={w.nobody}
          options={assigneeOptions(viewer, assignable)}
          value={form.lists.assignee?.[0] ?? ''}
        />
      </div>
      <FormActions viewer={viewer} label={w.create} cancel={`${overview}/jobs/current`} hx={region} />
    </Form>
  )
}
