import type { FormState } from '#src/platform/web/form.ts'
import { NewPasswordFields } from '../staff/password.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import { OutsidePage } from './plain.tsx'
import { words } from './words.ts'

/** Who else is signed in in this browser. */
export interface Others {
  client: string | null
  staff: string | null
}

interface Props {
  viewer: Viewer
  /** The link's own address, with the language that was chosen on its page. */
  action: string
  email: string
  others: Others
  form: FormState
}

/** Behind an invitation's link: whose portal it is, what one will open there, and a password to choose. */
export function ActivationPage({ accounts, ...props }: Props & { accounts: { name: string }[] }) {
  const { viewer, email } = props
  const w = words[viewer.language]
  return (
    <OutsidePage viewer={viewer} title={w.activation(viewer.firmName)}>
      <p>{w.opens(email)}</p>
      <ul>
        {accounts.map(({ name }) => (
          <li>
            <strong>{name}</strong>
          </li>
        ))}
      </ul>
      <PasswordForm {...props} />
    </OutsidePage>
  )
}

/** Behind the link for a new password. */
export function ResetPage(props: Props) {
  const { viewer } = props
  return (
    <OutsidePage viewer={viewer} title={words[viewer.language].newPassword}>
      <PasswordForm {...props} />
    </OutsidePage>
  )
}

function PasswordForm({ viewer, action, email, others, form }: Props) {
  const w = words[viewer.language]
  return (
    <Form viewer={viewer} action={action} autocomplete="on">
      {others.client && <p class="notice notice-warn">{w.otherClient(others.client)}</p>}
      {others.staff && <p class="notice notice-warn">{w.staffHere(others.staff)}</p>}
      <Field name="email" label={w.email} type="email" value={email} autocomplete="username" readonly />
      <NewPasswordFields viewer={viewer} form={form} />
      <Button kind="primary">{w.choose}</Button>
    </Form>
  )
}
