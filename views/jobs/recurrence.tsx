import { recurrenceValues } from '#src/jobs/form.ts'
import type { WholeJob } from '#src/jobs/list.ts'
import type { Recurrence } from '#src/jobs/recurrence.ts'
import { datesFor } from '#src/platform/language/format.ts'
import { type Every, everyChoices } from '#src/platform/recurrence.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkbox, Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { jobPath } from './row.tsx'
import { words } from './words.ts'

interface FactProps {
  viewer: Viewer
  job: WholeJob
  recurrence: Recurrence | undefined
  mayChange: boolean
}

/** How a job comes back, or of which one it was made; and the way to set it. */
export function RecurrenceFact({ viewer, job, recurrence, mayChange }: FactProps) {
  const w = words[viewer.language]
  const { date } = datesFor(viewer)
  const path = `${jobPath(job)}/recurrence`
  const { next_due, make_on } = recurrence ?? {}
  return (
    <div class="stack">
      {job.made_from !== null && (
        <span>
          {w.madeFrom} <a href={jobPath({ ...job, id: job.made_from })}>{w.original}</a>
        </span>
      )}
      {recurrence && next_due && make_on && (
        <span>
          {w.repeats(
            (recurrence.last_day ? w.everyLastDay : w.everyOne)[recurrence.every],
            date(next_due),
            date(make_on),
          )}
        </span>
      )}{' '}
      {mayChange && (
        <div class="actions">
          <LinkButton href={path} kind="link">
            {next_due ? w.changeRepeat : w.repeat}
          </LinkButton>
          {next_due && <PostButton viewer={viewer} action={`${path}/end`} kind="quiet" label={w.endRepeat} />}
        </div>
      )}
    </div>
  )
}

interface Props {
  viewer: Viewer
  head: ProfileHead
  job: WholeJob
  form: FormState
  /** Somebody has set it meanwhile: as it is now. */
  conflict: Recurrence | undefined
}

export function RecurrencePage({ viewer, head, job, form, conflict }: Props) {
  const w = words[viewer.language]
  const action = `${jobPath(job)}/recurrence`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.recurrence}>
      <div class="narrow">
        <Section id="recurrence" title={w.repeatTitle(job.name)}>
          {conflict ? (
            <Disputed viewer={viewer} job={job} form={form} now={conflict} />
          ) : (
            <Form viewer={viewer} action={action} version={Number(form.values.version)}>
              <p class="muted">{w.repeatHelp}</p>
              <Summary viewer={viewer} problems={form.problems} labels={labelsOf(viewer)} />
              <RecurrenceFields viewer={viewer} form={form} />
              <FormActions viewer={viewer} cancel={jobPath(job)} />
            </Form>
          )}
        </Section>
      </div>
    </ProfilePage>
  )
}

function labelsOf(viewer: Viewer) {
  const { every, firstDue, lastDay, until, daysBefore } = words[viewer.language]
  return { every, first_due: firstDue, last_day: lastDay, until, days_before: daysBefore }
}

function RecurrenceFields({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <div class="field-grid">
      <Select
        {...field('every')}
        label={w.every}
        options={everyChoices.map((value) => ({ value, label: w.everies[value] }))}
        autofocus
      />
      <Field {...field('first_due')} label={w.firstDue} help={w.firstDueHelp} type="date" required />
      <Checkbox
        name="last_day"
        label={w.lastDay}
        help={w.lastDayHelp}
        error={problemText(viewer, form.problems, 'last_day')}
        checked={form.values.last_day === 'on'}
      />
      <Field {...field('until')} label={w.until} help={w.untilHelp} type="date" />
      <Field
        {...field('days_before')}
        label={w.daysBefore}
        help={w.daysBeforeHelp}
        type="number"
        min={0}
        max={365}
        required
      />
    </div>
  )
}

function Disputed({ viewer, job, form, now }: { viewer: Viewer; job: WholeJob; form: FormState; now: Recurrence }) {
  const w = words[viewer.language]
  const labels = labelsOf(viewer)
  const { date } = datesFor(viewer)
  const theirs = recurrenceValues(now)
  const shown: Record<string, (value: string) => string> = {
    every: (value) => w.everies[value as Every] ?? value,
    first_due: (value) => (value ? date(value) : ''),
    last_day: (value) => (value ? w.yes : w.no),
    until: (value) => (value ? date(value) : ''),
  }
  return (
    <ConflictForm
      viewer={viewer}
      action={`${jobPath(job)}/recurrence`}
      cancel={jobPath(job)}
      version={now.version}
      fields={(['every', 'first_due', 'last_day', 'until', 'days_before'] as const).map((name) => ({
        name,
        label: labels[name],
        mine: form.values[name] ?? '',
        theirs: theirs[name],
        ...(shown[name] ? { shown: shown[name] } : {}),
      }))}
    />
  )
}
