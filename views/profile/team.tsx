import type { Account } from '#src/accounts/account.ts'
import { type AccountRole, accountRoles } from '#src/accounts/team.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { can } from '#src/staff/rights.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Checkboxes, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Someone {
  id: number
  name: string
}

export interface TeamData {
  account: Account
  team: Someone[]
  roles: (Someone & { role: AccountRole })[]
  followers: Someone[]
}

const region = { target: '#team', swap: 'outerHTML' } as const

export function Team({
  viewer,
  account,
  team,
  roles,
  followers,
  justEdited,
}: TeamData & { viewer: Viewer; justEdited?: boolean }) {
  const w = words[viewer.language]
  const { list } = formatsIn(viewer.language)
  const base = `/accounts/${account.id}`
  const follows = followers.some((follower) => follower.id === viewer.staff?.id)
  return (
    <Section
      id="team"
      title={w.team}
      actions={
        <>
          {can(viewer.staff, 'assign team') && (
            <LinkButton href={`${base}/team/edit`} kind="link" hx={region} autofocus={justEdited}>
              {w.editTeam}
            </LinkButton>
          )}
          <Form viewer={viewer} action={`${base}/following`} hx={region} class="inline-form">
            <input type="hidden" name="wanted" value={follows ? 'off' : 'on'} />
            <Button kind="quiet" id="follow">
              {follows ? w.unfollow : w.follow}
            </Button>
          </Form>
        </>
      }
    >
      {team.length === 0 && <Empty>{w.noTeam}</Empty>}
      <Facts
        facts={[
          [w.teamMembers, list(team.map((member) => member.name))],
          ...accountRoles.map(
            (role) => [w.roles[role], roles.find((holder) => holder.role === role)?.name ?? ''] as const,
          ),
          [w.followers, list(followers.map((follower) => follower.name))],
        ]}
      />
    </Section>
  )
}

export function TeamForm({
  viewer,
  account,
  team,
  roles,
  everybody,
}: TeamData & { viewer: Viewer; everybody: Someone[] }) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}/team`
  const options = everybody.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <Section id="team" title={w.team}>
      <Form viewer={viewer} action={base} hx={region}>
        {team.map((member) => (
          <input type="hidden" name="was" value={member.id} />
        ))}
        <Checkboxes
          name="staff"
          label={w.teamMembers}
          help={w.teamHelp}
          options={options}
          values={team.map((member) => String(member.id))}
        />
        <div class="field-grid">
          {accountRoles.map((role) => (
            <Select
              name={role}
              label={w.roles[role]}
              blank={w.nobody}
              options={options}
              value={String(roles.find((holder) => holder.role === role)?.id ?? '')}
            />
          ))}
        </div>
        <FormActions viewer={viewer} cancel={base} hx={region} />
      </Form>
    </Section>
  )
}
