import type { Signer } from '#src/addresses/signers.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Empty } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  accountId: number
  signers: Signer[]
  /** What was asked for when somebody else had changed the order meanwhile: contact by number. */
  mine?: ReadonlyMap<number, number>
}

const region = { target: '#contacts-panel', swap: 'outerHTML' } as const

/** The order of the signers: by numbers, by buttons, and where there is JavaScript by dragging. */
export function SignerOrder({ viewer, accountId, signers, mine }: Props) {
  const w = words[viewer.language]
  const action = `/accounts/${accountId}/signer-order`
  return (
    <div class="panel" id="signer-order">
      <h3>{w.signerOrder}</h3>
      <p class="muted small">{w.signerHelp}</p>
      {signers.length === 0 ? (
        <>
          <Empty>{w.noSigners}</Empty>
          <LinkButton href={`/accounts/${accountId}/links`} kind="quiet" hx={region}>
            {w.close}
          </LinkButton>
        </>
      ) : (
        <Form viewer={viewer} action={action} hx={region}>
          {mine && (
            <p class="notice notice-warn" role="alert">
              {w.orderConflict}
            </p>
          )}
          {signers.map((signer) => (
            <input type="hidden" name="was" value={signer.contactId} />
          ))}
          {/* First of the form's buttons: what Enter in a number field presses. */}
          <div class="form-actions">
            <Button kind="primary">{w.saveOrder}</Button>
            <LinkButton href={`/accounts/${accountId}/links`} kind="quiet" hx={region}>
              {w.close}
            </LinkButton>
          </div>
          <ol class="order" data-order>
            {signers.map((signer, i) => (
              <Row viewer={viewer} signer={signer} at={i} of={signers.length} mine={mine?.get(signer.contactId)} />
            ))}
          </ol>
        </Form>
      )}
    </div>
  )
}

function Row({
  viewer,
  signer,
  at,
  of,
  mine,
}: {
  viewer: Viewer
  signer: Signer
  at: number
  of: number
  mine: number | undefined
}) {
  const w = words[viewer.language]
  const button = (move: 'up' | 'down', label: string, says: string) => (
    <button
      type="submit"
      class="button button-quiet"
      name="move"
      value={`${move} ${signer.contactId}`}
      aria-label={label}
    >
      {says}
    </button>
  )
  return (
    <li data-order-item>
      <Field
        name={`place_${signer.contactId}`}
        label={<span class="visually-hidden">{w.place(signer.name)}</span>}
        type="number"
        min={1}
        max={of}
        size={3}
        value={mine ?? at + 1}
        class="place"
      />
      <span class="order-name">{signer.name}</span>
      {mine !== undefined && mine !== at + 1 && (
        <span class="muted small">
          {w.orderNow}: {at + 1}
        </span>
      )}
      <span class="actions">
        {at > 0 && button('up', w.upOf(signer.name), w.up)}
        {at < of - 1 && button('down', w.downOf(signer.name), w.down)}
      </span>
    </li>
  )
}
