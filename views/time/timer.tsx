import { datesFor } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { writeDuration } from '#src/time/duration.ts'
import type { Measured, RunningTimer } from '#src/time/timer.ts'
import { Page } from '../layout/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { labelsOf, type Offered, WorkFields } from './form.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  timer: RunningTimer
  measured: Measured
  form: FormState
  services: Offered
  jobs: Offered
  /** The account on which the timer is to start when this one has stopped. */
  next: { id: number; name: string } | null
}

/** Stopping asks what was done; the time is the one that the timer shows when the page is made. */
export function StopPage(props: Props) {
  const { viewer, timer, next } = props
  const w = words[viewer.language]
  const since = datesFor(viewer).time(timer.started_at)
  return (
    <Page viewer={viewer} title={w.stop}>
      <div class="page-head">
        <h1>{w.timer}</h1>
      </div>
      <div class="narrow">
        <Section
          id="timer"
          title={timer.account ?? w.hiddenAccount}
          actions={
            <LinkButton href="/time/timer/removal" kind="link">
              {w.discard}
            </LinkButton>
          }
        >
          <p class="muted">{w.runningSince(since)}</p>
          {timer.account !== null && next && <p class="notice notice-warn">{w.another(next.name)}</p>}
          {timer.account === null ? <p>{w.discardOnly}</p> : <StopForm {...props} />}
        </Section>
      </div>
    </Page>
  )
}

function StopForm({ viewer, timer, measured, form, services, jobs, next }: Props) {
  const w = words[viewer.language]
  const { date } = datesFor(viewer)
  const [first, second] = measured.days
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const durationLabel = second ? w.durationOn(date(first!.day)) : w.duration
  const nextLabel = second ? w.durationOn(date(second.day)) : w.duration
  return (
    <Form viewer={viewer} action="/time/timer">
      <input type="hidden" name="timer" value={timer.id} />
      {next && <input type="hidden" name="next" value={next.id} />}
      <Summary
        viewer={viewer}
        problems={form.problems}
        labels={{ ...labelsOf(viewer), duration: durationLabel, duration_next: nextLabel }}
      />
      {measured.isForgotten && <p class="notice notice-warn">{w.forgotten}</p>}
      <Field {...field('work')} label={w.work} required maxlength={500} autofocus />
      {second && <p class="muted small">{w.overMidnight}</p>}
      <div class="field-grid">
        <Field {...field('duration')} label={durationLabel} help={w.durationHelp} maxlength={30} />
        {second && <Field {...field('duration_next')} label={nextLabel} help={w.durationHelp} maxlength={30} />}
      </div>
      <WorkFields viewer={viewer} form={form} services={services} jobs={jobs} />
      <FormActions
        viewer={viewer}
        label={w.stopAndEnter}
        cancel={`/accounts/${timer.account_id}`}
        cancelLabel={w.keepOn}
      />
    </Form>
  )
}

export function DiscardPage({ viewer, timer, measured }: Pick<Props, 'viewer' | 'timer' | 'measured'>) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.discardTitle}>
      <div class="narrow">
        <Section id="removal" title={w.discardTitle}>
          <p>
            <strong>{timer.account ?? w.hiddenAccount}</strong>
          </p>
          <p>{w.discardText(writeDuration(measured.minutes))}</p>
          <Form viewer={viewer} action="/time/timer/removal">
            <input type="hidden" name="timer" value={timer.id} />
            <FormActions viewer={viewer} label={w.discard} kind="danger" cancel="/time/timer" cancelLabel={w.keepOn} />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
