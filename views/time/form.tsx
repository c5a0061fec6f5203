import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { entryValues, type Place } from '#src/time/form.ts'
import type { ShownEntry } from '#src/time/list.ts'
import { ProfilePage } from '../profile/page.tsx'
import { HiddenFields } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkbox, Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { EntryRow, entryPath, entryText, rowId, rowRegion } from './entry.tsx'
import { words } from './words.ts'

/** A service as a form offers it. */
export type Offered = readonly { id: number; name: string }[]

export function labelsOf(viewer: Viewer) {
  const w = words[viewer.language]
  return { day: w.day, duration: w.duration, work: w.work, service: w.service, job: w.job, billable: w.billable }
}

interface FieldsProps {
  viewer: Viewer
  form: FormState
  services: Offered
  /** The account's open jobs. */
  jobs: Offered
  idPrefix?: string
}

/** For what it was, and whether it is to be billed: of an entry, and of a timer that stops. */
export function WorkFields({ viewer, form, services, jobs, idPrefix }: FieldsProps) {
  const w = words[viewer.language]
  return (
    <>
      {services.length > 0 && (
        <Select
          name="service"
          idPrefix={idPrefix}
          value={form.values.service}
          error={problemText(viewer, form.problems, 'service')}
          label={w.service}
          blank={w.noService}
          options={services.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      {jobs.length > 0 && (
        <Select
          name="job"
          idPrefix={idPrefix}
          value={form.values.job}
          error={problemText(viewer, form.problems, 'job')}
          label={w.job}
          blank={w.noJob}
          options={jobs.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <Checkbox name="billable" idPrefix={idPrefix} label={w.billable} checked={form.values.billable === 'on'} />
    </>
  )
}

/** `today` is the last day that time can be entered for. */
function EntryFields({ viewer, form, services, jobs, idPrefix, today }: FieldsProps & { today: string }) {
  const w = words[viewer.language]
  const field = (name: string) => ({
    name,
    idPrefix,
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <>
      <Summary viewer={viewer} problems={form.problems} labels={labelsOf(viewer)} idPrefix={idPrefix} />
      <Field {...field('work')} label={w.work} required maxlength={500} autofocus />
      <div class="field-grid">
        <Field {...field('duration')} label={w.duration} help={w.durationHelp} required maxlength={30} size={8} />
        <Field {...field('day')} label={w.day} type="date" required max={today} />
      </div>
      <WorkFields viewer={viewer} form={form} services={services} jobs={jobs} idPrefix={idPrefix} />
    </>
  )
}

interface NewProps extends FieldsProps {
  accountId: number
  place: Place
  today: string
}

export function NewEntryForm({ accountId, place, ...props }: NewProps) {
  const { viewer } = props
  const action = `/accounts/${accountId}/time`
  const region = { target: '#new-time' }
  return (
    <div id="new-time" class="new-time">
      <Form viewer={viewer} action={action} hx={region} creates>
        <HiddenFields fields={{ in: place }} />
        <EntryFields {...props} />
        <FormActions
          viewer={viewer}
          label={words[viewer.language].add}
          cancel={place === 'job' ? `/accounts/${accountId}/jobs/${props.form.values.job}` : `${action}?in=${place}`}
          hx={place === 'job' ? undefined : region}
        />
      </Form>
    </div>
  )
}

export function NewEntryPage({ head, ...props }: NewProps & { head: ProfileHead }) {
  const title = words[props.viewer.language].add
  return (
    <ProfilePage viewer={props.viewer} head={head} title={title}>
      <div class="narrow">
        <Section id="add-time" title={title}>
          <NewEntryForm {...props} />
        </Section>
      </div>
    </ProfilePage>
  )
}

interface EditProps extends FieldsProps {
  entry: ShownEntry
  place: Place
  today: string
  /** Somebody has changed the entry meanwhile: `entry` is as it is now. */
  conflict?: boolean
}

/** A row of a list as its form. */
export function EntryEditor({ entry, place, conflict, ...props }: EditProps) {
  const { viewer, form, services, jobs } = props
  const w = words[viewer.language]
  const action = entryPath(entry)
  const cancel = `${action}?in=${place}`
  const region = rowRegion(entry)
  if (!conflict)
    return (
      <li id={rowId(entry)}>
        <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version)}>
          <input type="hidden" name="in" value={place} />
          <EntryFields {...props} idPrefix={String(entry.id)} />
          <FormActions viewer={viewer} cancel={cancel} hx={region} />
        </Form>
      </li>
    )
  const theirs = entryValues(entry)
  const labels = labelsOf(viewer)
  const shown: Record<string, (value: string) => string> = {
    service: (value) => services.find((service) => String(service.id) === value)?.name ?? w.noService,
    job: (value) => jobs.find((job) => String(job.id) === value)?.name ?? w.noJob,
    billable: (value) => (value === 'on' ? w.yes : w.no),
  }
  return (
    <li id={rowId(entry)}>
      <ConflictForm
        viewer={viewer}
        action={action}
        cancel={cancel}
        version={entry.version}
        hx={region}
        lists={{ in: [place] }}
        fields={(Object.keys(labels) as (keyof typeof labels)[]).map((name) => ({
          name,
          label: labels[name],
          mine: form.values[name] ?? '',
          theirs: theirs[name] ?? '',
          shown: shown[name],
        }))}
      />
    </li>
  )
}

/** An entry by itself: as it is, or as its form. */
export function EntryPage({
  head,
  rounding,
  editor,
  ...props
}: {
  viewer: Viewer
  head: ProfileHead
  entry: ShownEntry
  rounding: number
  editor?: Omit<EditProps, 'viewer' | 'entry'>
}) {
  const { viewer } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.entry}>
      <div class="narrow">
        <Section
          id="entry"
          title={w.entry}
          actions={
            <a class="action" href={`/accounts/${head.id}/time`}>
              {w.tracking}
            </a>
          }
        >
          <ul class="rows">
            {editor ? (
              <EntryEditor {...props} {...editor} />
            ) : (
              <EntryRow {...props} place="account" rounding={rounding} />
            )}
          </ul>
        </Section>
      </div>
    </ProfilePage>
  )
}

/** Asks before an entry is deleted. */
export function EntryRemovalPage({
  viewer,
  head,
  entry,
  place,
}: {
  viewer: Viewer
  head: ProfileHead
  entry: ShownEntry
  place: Place
}) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle}>
          <p>
            <strong>{entryText(viewer, entry)}</strong>
          </p>
          <p>{w.deleteText}</p>
          <Form viewer={viewer} action={`${entryPath(entry)}/removal`}>
            <input type="hidden" name="in" value={place} />
            <FormActions
              viewer={viewer}
              label={w.delete}
              kind="danger"
              cancel={place === 'week' ? '/time' : `/accounts/${head.id}/time`}
            />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
