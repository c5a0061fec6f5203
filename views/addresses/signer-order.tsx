import type { Signer } from '#src/addresses/signers.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { OrderList } from '../ui/order.tsx'
import { Empty } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  accountId: number
  signers: Signer[]
  /** What was asked for when somebody else had changed the order meanwhile: contact by number. */
  mine?: ReadonlyMap<string, number>
}

const region = { target: '#contacts-panel', swap: 'outerHTML' } as const

/** The order of the signers: by numbers, by buttons, and where there is JavaScript by dragging. */
export function SignerOrder({ viewer, accountId, signers, mine }: Props) {
  const w = words[viewer.language]
  const action = `/accounts/${accountId}/signer-order`
  const items = signers.map((signer, i) => {
    const typed = mine?.get(String(signer.contactId)) ?? i + 1
    return {
      key: String(signer.contactId),
      name: signer.name,
      more: typed !== i + 1 && (
        <span class="muted small">
          {w.orderNow}: {i + 1}
        </span>
      ),
    }
  })
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
          <OrderList viewer={viewer} items={items} typed={mine} />
        </Form>
      )}
    </div>
  )
}
