import type { Account } from '#src/accounts/account.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { LinkButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

const region = { target: '#groups', swap: 'outerHTML' } as const

interface Props {
  viewer: Viewer
  account: Pick<Account, 'id'>
  groups: readonly { id: number; name: string }[]
}

/** The groups of one account, on its Info page. */
export function AccountGroups({ viewer, account, groups, justEdited }: Props & { justEdited?: boolean }) {
  const w = words[viewer.language]
  return (
    <Section
      id="groups"
      title={w.groups}
      actions={
        can(viewer.staff, 'manage accounts') && (
          <LinkButton href={`/accounts/${account.id}/groups/edit`} kind="link" hx={region} autofocus={justEdited}>
            {w.addToGroup}
          </LinkButton>
        )
      }
    >
      <GroupLinks viewer={viewer} groups={groups} />
    </Section>
  )
}

function GroupLinks({ viewer, groups }: Pick<Props, 'viewer' | 'groups'>) {
  if (groups.length === 0) return <Empty>{words[viewer.language].noneOfAccount}</Empty>
  return (
    <ul class="rows">
      {groups.map((group) => (
        <li>
          <a href={`/groups/${group.id}`}>{group.name}</a>
        </li>
      ))}
    </ul>
  )
}

/** The same as a form: into a group that is there, or into a new one. */
export function AccountGroupsForm({
  viewer,
  account,
  groups,
  others,
  form,
}: Props & { others: readonly { id: number; name: string }[]; form: FormState }) {
  const w = words[viewer.language]
  const action = `/accounts/${account.id}/groups`
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <Section id="groups" title={w.groups}>
      {groups.length > 0 && <GroupLinks viewer={viewer} groups={groups} />}
      <Form viewer={viewer} action={action} creates hx={region} class="stack">
        <Summary viewer={viewer} problems={form.problems} labels={{ group: w.group, group_name: w.orNew }} />
        <div class="field-grid">
          {others.length > 0 && (
            <Select
              {...field('group')}
              label={w.group}
              blank="—"
              options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
              autofocus
            />
          )}
          <Field
            {...field('group_name')}
            label={others.length > 0 ? w.orNew : w.newGroup}
            maxlength={100}
            autofocus={others.length === 0}
          />
        </div>
        <FormActions viewer={viewer} label={w.addHere} cancel={action} hx={region} />
      </Form>
    </Section>
  )
}
