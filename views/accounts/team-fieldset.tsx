import { accountRoles } from '#src/accounts/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { Someone } from '../profile/details.tsx'
import { Checkboxes, Select } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Was } from '../ui/was.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  /** Who has a role now: they can keep it, whatever has become of them. */
  roles: Someone[]
  everybody: Someone[]
  autofocus?: boolean
}

/** Who works the account, who has a role in it, and who is told what happens. */
export function TeamFieldset({ viewer, form, roles, everybody, autofocus }: Props) {
  const w = words[viewer.language]
  const asOption = ({ id, name }: Someone) => ({ value: String(id), label: name })
  const options = everybody.map(asOption)
  const holders = [...new Map([...everybody, ...roles].map((person) => [person.id, person])).values()].map(asOption)
  return (
    <>
      <Was name="staff" form={form} />
      <Checkboxes
        name="staff"
        label={w.teamMembers}
        help={w.teamHelp}
        options={options}
        values={form.lists.staff ?? []}
        autofocus={autofocus}
      />
      <div class="field-grid">
        {accountRoles.map((role) => (
          <>
            <input type="hidden" name={`${role}_was`} value={form.values[`${role}_was`]} />
            <Select
              name={role}
              label={w.roles[role]}
              blank={w.nobody}
              options={holders}
              value={form.values[role]}
              error={problemText(viewer, form.problems, role)}
            />
          </>
        ))}
      </div>
      <Was name="followers" form={form} />
      <Checkboxes name="followers" label={w.followers} options={options} values={form.lists.followers ?? []} />
    </>
  )
}
