import type { NamedJob } from '#src/jobs/of-account.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { type TaskFilter, writeTaskFilter } from '#src/tasks/filter.ts'
import type { TaskRow } from '#src/tasks/list.ts'
import { taskViews } from '#src/tasks/rules.ts'
import type { TaskTag } from '#src/tasks/tags.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Button, HiddenFields, LinkButton } from '../ui/button.tsx'
import { namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { type Assignable, TaskFields, taskLabels } from './fields.tsx'
import { TaskItem } from './row.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<TaskRow> {
  viewer: Viewer
  head: ProfileHead
  filter: TaskFilter
  tags: readonly TaskTag[]
  jobs: readonly NamedJob[]
  /** The cursor of this page. */
  at: string | undefined
  today: string
}

/** All tasks of an account, as far as the filter shows them. */
export function TaskListPage({ viewer, head, filter, tags, jobs, rows, at, today, ...page }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/tasks`
  const query = writeTaskFilter(filter)
  return (
    <ProfilePage viewer={viewer} head={head} title={w.tasks}>
      <Section
        id="tasks"
        title={w.tasks}
        actions={
          <LinkButton href={`${base}/new`} kind="link">
            {w.add}
          </LinkButton>
        }
      >
        <TaskFilterForm viewer={viewer} action={base} filter={filter} tags={tags} jobs={jobs} />
        {rows.length === 0 && (
          <Empty>{filter.show === 'open' && !filter.tag && !filter.job ? w.none : w.noneShown}</Empty>
        )}
        <ul class="rows">
          {rows.map((task) => (
            <TaskItem viewer={viewer} task={task} today={today} back={addressOf(base, query, { at })} />
          ))}
        </ul>
        <Pager viewer={viewer} {...around(page, base, query)} />
      </Section>
    </ProfilePage>
  )
}

function TaskFilterForm({
  viewer,
  action,
  filter,
  tags,
  jobs,
}: Pick<Props, 'viewer' | 'filter' | 'tags' | 'jobs'> & { action: string }) {
  const w = words[viewer.language]
  const labels = { ...w.statuses, ...w.views }
  return (
    <form action={action} method="get" class="filters">
      <Select name="show" label={w.status} options={wordedOptions(taskViews, labels)} value={filter.show} />
      {tags.length > 0 && (
        <Select name="tag" label={w.tag} blank={w.anyTag} options={namedOptions(tags)} value={filter.tag} />
      )}
      {jobs.length > 0 && (
        <Select name="job" label={w.job} blank={w.anyJob} options={namedOptions(jobs)} value={filter.job} />
      )}
      <Select name="order" label={w.order} options={wordedOptions(['up', 'down'], w.orders)} value={filter.order} />
      <Button>{w.show}</Button>
    </form>
  )
}

interface NewProps {
  viewer: Viewer
  head: ProfileHead
  form: FormState
  assignable: Assignable
  back: string
}

export function NewTaskPage({ viewer, head, form, assignable, back }: NewProps) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.add}>
      <div class="narrow">
        <Section id="new-task" title={w.addTo(head.name)}>
          <Form viewer={viewer} action={`/accounts/${head.id}/tasks`} creates>
            <HiddenFields fields={{ back }} />
            <Summary viewer={viewer} problems={form.problems} labels={taskLabels(viewer)} />
            <TaskFields viewer={viewer} form={form} assignable={assignable} />
            <FormActions viewer={viewer} label={w.create} cancel={back} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
