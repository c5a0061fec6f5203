import type { Account } from '#src/accounts/account.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { isTaxIdMasked, type TaxIdPlace } from '#src/profile/rules.ts'
import { words as accountWords } from '../accounts/words.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      /** A button for whoever has JavaScript, made by copy.js: it copies what stands beside it in an element with `data-copied`. */
      'copy-text': { 'data-label': string; 'data-of': string; 'data-done': string; 'data-failed': string }
    }
  }
}

interface Props {
  viewer: Viewer
  account: Pick<Account, 'id' | 'type' | 'tax_id'>
  /** Where on the page: each place shows and hides for itself. */
  place: TaxIdPlace
  /** Whether it was just read, for this once. */
  isRead?: boolean
}

/** An account's tax ID: a person's behind its mask, with the way to see it, which is recorded. */
export function TaxId({ viewer, account, place, isRead = false }: Props) {
  const w = words[viewer.language]
  const a = accountWords[viewer.language]
  const id = `tax-id-${place}`
  const hx = { target: `#${id}` }
  // Both have one id: the keyboard stays with what shows and hides.
  const toggle = `${id}-toggle`
  const isMasked = isTaxIdMasked(account)
  return (
    <div class="secret" id={id}>
      {isMasked && !isRead ? (
        <>
          <span>{maskedTaxId(account.tax_id)}</span>{' '}
          <PostButton
            viewer={viewer}
            action={`/accounts/${account.id}/tax-id/reading`}
            fields={{ place }}
            kind="quiet"
            hx={hx}
            id={toggle}
            label={
              <>
                {w.show}
                <span class="visually-hidden"> {a.taxId}</span>
              </>
            }
          />
        </>
      ) : (
        <>
          <strong data-copied="">{account.tax_id}</strong>{' '}
          {isMasked && (
            <LinkButton href={`/accounts/${account.id}/tax-id?place=${place}`} kind="link" hx={hx} id={toggle}>
              {w.hide}
              <span class="visually-hidden"> {a.taxId}</span>
            </LinkButton>
          )}
        </>
      )}
      <copy-text data-label={w.copy} data-of={a.taxId} data-done={w.copied} data-failed={w.notCopied}></copy-text>
    </div>
  )
}
