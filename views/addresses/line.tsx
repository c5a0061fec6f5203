import type { PropsWithChildren } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { AddressLine } from '#src/addresses/lines.ts'
import { type SwitchName, switches } from '#src/addresses/rules.ts'
import { can } from '#src/staff/rights.ts'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import type { Hx } from '../ui/htmx.ts'
import { Switch } from '../ui/switch.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { addressTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  account: Account
  address: AddressLine
  hx: Hx
  /** The keyboard comes back to this line's actions. */
  autofocus?: boolean
}

/** One address of a contact: its four switches on this account, how far it has got into the portal, and what one can do about it. */
export function AddressRow({ viewer, account, address, hx, autofocus, children }: PropsWithChildren<Props>) {
  return (
    <li class="address" id={`address-${address.id}`}>
      <div class="address-head">
        <a href={`mailto:${address.email}`}>{address.email}</a>{' '}
        {address.field && <span class="muted small">{address.field} </span>}
        <State viewer={viewer} address={address} />{' '}
        {can(viewer.staff, 'manage accounts') && (
          <Actions viewer={viewer} account={account} address={address} hx={hx} autofocus={autofocus} />
        )}
      </div>
      <div class="switches">
        {switches.map((name) => (
          <AddressSwitch viewer={viewer} account={account} address={address} name={name} hx={hx} />
        ))}
      </div>
      {children}
    </li>
  )
}

function State({ viewer, address }: Pick<Props, 'viewer' | 'address'>) {
  const w = words[viewer.language]
  if (address.state === 'off') return null
  return (
    <>
      <Badge kind={addressTones[address.state]}>{w.states[address.state]}</Badge>
      {address.since && (
        <span class="muted small">
          {' '}
          <Day viewer={viewer} at={address.since} />
        </span>
      )}
    </>
  )
}

function AddressSwitch({ viewer, account, address, name, hx }: Props & { name: SwitchName }) {
  const w = words[viewer.language]
  return (
    <Switch
      viewer={viewer}
      action={`/accounts/${account.id}/addresses/${address.id}/${name}`}
      on={address[name]}
      label={w.switchOf(w.switches[name], address.email)}
      caption={w.switches[name]}
      help={w.help[name]}
      hx={hx}
      fields={{ email: address.email }}
      disabled={!can(viewer.staff, 'manage accounts')}
    />
  )
}

function Actions({ viewer, account, address, hx, autofocus }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${account.id}/addresses/${address.id}`
  const invitable = address.login && address.state !== 'active'
  return (
    <div class="actions">
      {invitable &&
        (account.archived_at ? (
          <span class="muted small">{w.refusals.archived}</span>
        ) : (
          <LinkButton href={`${base}/invitation`} kind="link" hx={hx} autofocus={autofocus}>
            {address.state === 'not invited' ? w.sendInvite : w.sendAgain}
          </LinkButton>
        ))}
      {address.notify && (
        <LinkButton href={`${base}/preferences`} kind="link" hx={hx} autofocus={autofocus && !invitable}>
          {w.preferences}
        </LinkButton>
      )}
      {address.state === 'active' && !account.archived_at && (
        <LinkButton href={`${base}/password-reset`} kind="link" hx={hx} autofocus={autofocus && !address.notify}>
          {w.resetPassword}
        </LinkButton>
      )}
    </div>
  )
}
