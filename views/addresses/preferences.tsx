import type { Account } from '#src/accounts/account.ts'
import type { AddressLine } from '#src/addresses/lines.ts'
import { notificationTypes, remindable } from '#src/addresses/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import type { Hx } from '../ui/htmx.ts'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  account: Account
  address: AddressLine
  form: FormState
  hx: Hx
  /** What somebody else has chosen meanwhile. */
  theirs?: FormState['lists']
}

/** What an address hears of, and for what it is reminded: a table of two boxes a row. */
export function PreferencesForm({ viewer, account, address, form, hx, theirs }: Props) {
  const w = words[viewer.language]
  return (
    <Form
      viewer={viewer}
      action={`/accounts/${account.id}/addresses/${address.id}/preferences`}
      hx={hx}
      version={Number(form.values.version)}
      class="panel"
    >
      <p>
        <strong>{w.preferencesOf(address.email)}</strong>
      </p>
      {theirs && (
        <p class="notice notice-warn" role="alert">
          {w.preferencesConflict}
        </p>
      )}
      <table class="preferences">
        <thead>
          <tr>
            <th scope="col">{w.about}</th>
            <th scope="col">{w.notification}</th>
            <th scope="col">{w.reminder}</th>
          </tr>
        </thead>
        <tbody>
          {notificationTypes.map((type, i) => (
            <tr>
              <th scope="row">{w.types[type]}</th>
              <td>
                <Box {...{ viewer, address, form, theirs, type }} name="notify" autofocus={i === 0} />
              </td>
              <td>{remindable.includes(type) && <Box {...{ viewer, address, form, theirs, type }} name="remind" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <FormActions viewer={viewer} cancel={`/accounts/${account.id}/links/${address.contactId}/description`} hx={hx} />
    </Form>
  )
}

interface BoxProps extends Pick<Props, 'viewer' | 'address' | 'form' | 'theirs'> {
  type: (typeof notificationTypes)[number]
  name: 'notify' | 'remind'
  autofocus?: boolean
}

function Box({ viewer, address, form, theirs, type, name, autofocus }: BoxProps) {
  const w = words[viewer.language]
  const mine = form.lists[name]?.includes(type) ?? false
  const now = theirs?.[name]?.includes(type) ?? mine
  return (
    <>
      <input
        type="checkbox"
        id={`${name}-${type}-${address.id}`}
        name={name}
        value={type}
        checked={mine}
        autofocus={autofocus}
        aria-label={name === 'notify' ? w.types[type] : w.reminderOf(w.types[type])}
      />
      {now !== mine && (
        <span class="small warn-text">
          {' '}
          {ui[viewer.language].theirs}: {now ? ui[viewer.language].on : ui[viewer.language].off}
        </span>
      )}
    </>
  )
}
