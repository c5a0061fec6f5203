import type { Assignable } from '#src/jobs/assignees.ts'
import { type JobFilter, type Whose, writeJobFilter } from '#src/jobs/filter.ts'
import type { JobRow } from '#src/jobs/list.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { HiddenFields, LinkButton } from '../ui/button.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Found, foundText } from '../ui/list.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { JobFields, jobLabels } from './fields.tsx'
import { JobFilterForm, type PipelineName } from './filter.tsx'
import { assigneeText, Due, JobItem, jobPath, StageText, StatusBadge } from './row.tsx'
import { words } from './words.ts'

interface ListProps extends KeysetPage<JobRow> {
  viewer: Viewer
  filter: JobFilter
  today: string
  pipelines: readonly PipelineName[]
}

/** All jobs of an account, as far as the filter shows them. */
export function AccountJobsPage({ head, mayAdd, ...list }: ListProps & { head: ProfileHead; mayAdd: boolean }) {
  const { viewer, filter, pipelines } = list
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/jobs`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.jobs}>
      <Section
        id="jobs"
        title={w.jobs}
        actions={
          mayAdd && (
            <LinkButton href={`${base}/new`} kind="link">
              {w.add}
            </LinkButton>
          )
        }
      >
        <JobFilterForm
          viewer={viewer}
          action={base}
          filter={filter}
          pipelines={pipelines}
          found={foundJobsText(list)}
        />
        <FoundAccountJobs {...list} base={base} />
      </Section>
    </ProfilePage>
  )
}

/** The jobs of an account that the filter finds. */
export function FoundAccountJobs({ viewer, filter, rows, today, base, ...page }: ListProps & { base: string }) {
  const w = words[viewer.language]
  return (
    <Found>
      {rows.length === 0 && <Empty>{filter.show === 'open' ? w.none : w.noneShown}</Empty>}
      <ul class="rows">
        {rows.map((job) => (
          <JobItem viewer={viewer} job={job} today={today} />
        ))}
      </ul>
      <Pager viewer={viewer} {...around(page, base, writeJobFilter(filter))} />
    </Found>
  )
}

/** How many jobs a page of them shows, and whether there are others. */
export const foundJobsText = ({ viewer, rows, previous, next }: KeysetPage<JobRow> & { viewer: Viewer }): string =>
  foundText(viewer, rows.length, Boolean(previous || next))

interface AllProps extends ListProps {
  stages: readonly Stage[]
  people: readonly { id: number; name: string }[]
  /** There is a pipeline in which they may begin one. */
  mayAdd: boolean
}

interface TabsProps {
  viewer: Viewer
  here: 'list' | 'board'
  pipeline: number | null
  assignee: Whose
}

/** The same jobs as a list and as a board. */
export function JobTabs({ viewer, here, pipeline, assignee }: TabsProps) {
  const w = words[viewer.language]
  return (
    <Tabs
      id="list-tabs"
      label={w.shownAs}
      tabs={[
        { href: addressOf('/jobs', { pipeline, assignee }), label: w.list, current: here === 'list' },
        { href: addressOf('/jobs/board', { pipeline, assignee }), label: w.board, current: here === 'board' },
      ]}
    />
  )
}

/** What stands above both. */
export function JobsHead({ viewer, mayAdd }: { viewer: Viewer; mayAdd: boolean }) {
  const w = words[viewer.language]
  return (
    <div class="page-head">
      <h1>{w.jobs}</h1>
      {mayAdd && (
        <LinkButton href="/jobs/new" kind="primary">
          {w.add}
        </LinkButton>
      )}
    </div>
  )
}

/** The jobs of all accounts that one sees, as far as the filter shows them. */
export function JobsPage({ stages, people, mayAdd, ...list }: AllProps) {
  const { viewer, filter, pipelines } = list
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.jobs}>
      <JobsHead viewer={viewer} mayAdd={mayAdd} />
      <JobTabs viewer={viewer} {...filter} here="list" />
      <JobFilterForm
        viewer={viewer}
        action="/jobs"
        filter={filter}
        pipelines={pipelines}
        stages={stages}
        people={people}
        found={foundJobsText(list)}
      />
      <FoundJobs {...list} />
    </Page>
  )
}

/** The jobs that the filter finds. */
export function FoundJobs({ viewer, filter, rows, today, ...page }: ListProps) {
  const w = words[viewer.language]
  return (
    <Found>
      {rows.length === 0 ? <Empty>{w.noneShown}</Empty> : <JobTable viewer={viewer} rows={rows} today={today} />}
      <Pager viewer={viewer} {...around(page, '/jobs', writeJobFilter(filter))} />
    </Found>
  )
}

function JobTable({ viewer, rows, today }: Pick<ListProps, 'viewer' | 'rows' | 'today'>) {
  const w = words[viewer.language]
  return (
    <TableBox label={w.jobs}>
      <table class="cards">
        <thead>
          <tr>
            {[w.job, w.client, w.stage, w.due, w.status, w.assignees].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((job) => (
            <tr id={`job-${job.id}`}>
              <th scope="row">
                <a href={jobPath(job)}>{job.name}</a>
                {/* Most are called what their pipeline is. */}
                {job.name !== job.pipeline && <span class="of-pipeline">{job.pipeline}</span>}
              </th>
              <td data-label={w.client}>
                <span>
                  <a href={`/accounts/${job.account_id}`}>{job.account}</a>{' '}
                  {job.account_archived && <Badge kind={accountTones.archived}>{w.archivedClient}</Badge>}
                </span>
              </td>
              <td data-label={w.stage}>
                <span>
                  <StageText viewer={viewer} job={job} />
                </span>
              </td>
              <td data-label={w.due}>
                <Due viewer={viewer} due={job.due} bare />
              </td>
              <td data-label={w.status}>
                <StatusBadge viewer={viewer} job={job} today={today} />
              </td>
              <td data-label={w.assignees}>{assigneeText(viewer, job.assignees)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

/** The board before there is a pipeline. */
export function NoPipelinePage({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.jobs}>
      <JobsHead viewer={viewer} mayAdd={false} />
      <JobTabs viewer={viewer} pipeline={null} assignee={null} here="board" />
      <Empty>{w.noPipelines}</Empty>
      {can(viewer.staff, 'manage pipelines') && <LinkButton href="/settings/pipelines">{w.toSettings}</LinkButton>}
    </Page>
  )
}

interface NewProps {
  viewer: Viewer
  head: ProfileHead
  form: FormState
  assignable: Assignable
  pipelines: readonly { id: number; name: string }[]
  back: string
}

export function NewJobPage({ viewer, head, form, assignable, pipelines, back }: NewProps) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.add}>
      <div class="narrow">
        <Section id="new-job" title={w.addTo(head.name)}>
          {pipelines.length === 0 ? (
            <Empty>{w.noneOpen}</Empty>
          ) : (
            <Form viewer={viewer} action={`/accounts/${head.id}/jobs`} creates>
              <HiddenFields fields={{ back }} />
              <Summary viewer={viewer} problems={form.problems} labels={jobLabels(viewer)} />
              <JobFields viewer={viewer} form={form} assignable={assignable} pipelines={pipelines} />
              <FormActions viewer={viewer} label={w.create} cancel={back} />
            </Form>
          )}
        </Section>
      </div>
    </ProfilePage>
  )
}
