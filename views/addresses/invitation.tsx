import type { Account } from '#src/accounts/account.ts'
import type { AddressLine } from '#src/addresses/lines.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { TextArea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import type { Hx } from '../ui/htmx.ts'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  account: Account
  address: AddressLine
  form: FormState
  hx: Hx
}

/** Offers to send the invitation, with a message of one's own. */
export function InvitationForm({ viewer, account, address, form, hx }: Props) {
  const w = words[viewer.language]
  return (
    <Form
      viewer={viewer}
      action={`/accounts/${account.id}/addresses/${address.id}/invitation`}
      creates
      hx={hx}
      class="panel"
    >
      <p>{w.inviteText(address.email)}</p>
      <TextArea
        name="message"
        idPrefix={`a${address.id}`}
        label={w.message}
        help={w.messageHelp}
        value={form.values.message}
        error={problemText(viewer, form.problems, 'message')}
        rows={3}
        maxlength={2000}
        autofocus
      />
      <FormActions
        viewer={viewer}
        label={address.state === 'not invited' ? w.sendInvite : w.sendAgain}
        cancel={`/accounts/${account.id}/links/${address.contactId}/description`}
        cancelLabel={w.notNow}
        hx={hx}
      />
    </Form>
  )
}
