import type { Account } from '#src/accounts/account.ts'
import type { AddressLine } from '#src/addresses/lines.ts'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import type { Hx } from '../ui/htmx.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Asks before somebody gets a mail with the link for a new password. */
export function ResetForm(props: { viewer: Viewer; account: Account; address: AddressLine; hx: Hx }) {
  const { viewer, account, address, hx } = props
  const w = words[viewer.language]
  return (
    <Form
      viewer={viewer}
      action={`/accounts/${account.id}/addresses/${address.id}/password-reset`}
      creates
      hx={hx}
      class="panel"
    >
      <p>{w.resetText(address.email)}</p>
      <FormActions
        viewer={viewer}
        label={w.sendReset}
        cancel={`/accounts/${account.id}/links/${address.contactId}/description`}
        hx={hx}
      />
    </Form>
  )
}
