import type { Group } from '#src/groups/group.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Facts } from '../ui/facts.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { MemberCount } from './count.tsx'
import { words } from './words.ts'

const region = { target: '#details', swap: 'outerHTML' } as const

/** What each field of a group is called. */
export function groupLabels(viewer: Viewer) {
  const w = words[viewer.language]
  return { name: w.name, notes: w.notes }
}

export function GroupFields({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <>
      <Field {...field('name')} label={w.name} required maxlength={100} autofocus />
      <TextArea {...field('notes')} label={w.notes} maxlength={2000} />
    </>
  )
}

export function GroupDetails({ viewer, group, justEdited }: { viewer: Viewer; group: Group; justEdited?: boolean }) {
  const w = words[viewer.language]
  const base = `/groups/${group.id}`
  return (
    <Section
      id="details"
      title={w.details}
      actions={
        can(viewer.staff, 'manage accounts') && (
          <>
            <LinkButton href={`${base}/details/edit`} kind="link" hx={region} autofocus={justEdited}>
              {w.edit}
            </LinkButton>
            <LinkButton href={`${base}/removal`} kind="link">
              {w.delete}
            </LinkButton>
          </>
        )
      }
    >
      <Facts
        facts={[
          [w.name, group.name],
          [w.notes, group.notes],
        ]}
      />
    </Section>
  )
}

interface FormProps {
  viewer: Viewer
  group: Group
  form: FormState
  /** Somebody has changed the group meanwhile: `group` is as it is now. */
  conflict?: boolean
}

export function GroupForm({ viewer, group, form, conflict }: FormProps) {
  const w = words[viewer.language]
  const action = `/groups/${group.id}/details`
  const labels = groupLabels(viewer)
  return (
    <Section id="details" title={w.details}>
      {conflict ? (
        <ConflictForm
          viewer={viewer}
          action={action}
          cancel={action}
          version={group.version}
          hx={region}
          fields={(['name', 'notes'] as const).map((name) => ({
            name,
            label: labels[name],
            mine: form.values[name] ?? '',
            theirs: group[name],
          }))}
        />
      ) : (
        <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version)}>
          <Summary viewer={viewer} problems={form.problems} labels={labels} />
          <GroupFields viewer={viewer} form={form} />
          <FormActions viewer={viewer} cancel={action} hx={region} />
        </Form>
      )}
    </Section>
  )
}

interface RemovalProps {
  viewer: Viewer
  group: Group
  seen: number
  hidden: number
}

/** Asks before a group is deleted, and says what is lost. */
export function GroupRemovalPage({ viewer, group, seen, hidden }: RemovalProps) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(group.name)}>
          <p>{w.deleteText}</p>
          <p>
            <MemberCount viewer={viewer} seen={seen} hidden={hidden} />
          </p>
          <Form viewer={viewer} action={`/groups/${group.id}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel={`/groups/${group.id}`} />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
