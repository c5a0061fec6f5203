import type { Alike, Pair, PairPlace, Reason } from '#src/contacts/duplicates.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { words as mergeWords } from '../merges/words.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  pairs: readonly Pair[]
  /** The accounts of the contacts that the reader may see. */
  accounts: readonly { contact_id: number; id: number; name: string }[]
  /** Whether this is the first page. */
  begun: boolean
  next: PairPlace | null
}

/** Pairs of contacts that may be one person, each with why, side by side. */
export function DuplicatesPage({ viewer, pairs, accounts, begun, next }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.duplicates}>
      <div class="page-head">
        <h1>{w.duplicates}</h1>
      </div>
      <p class="muted">{w.duplicatesText}</p>
      {pairs.length === 0 ? (
        <Empty>{w.noDuplicates}</Empty>
      ) : (
        <ul class="pairs">
          {pairs.map((pair) => (
            <PairRow viewer={viewer} pair={pair} accounts={accounts} />
          ))}
        </ul>
      )}
      <Pager
        viewer={viewer}
        previous={begun ? undefined : '/contacts/duplicates'}
        next={next ? `/contacts/duplicates?after=${next.one}-${next.other}` : undefined}
      />
    </Page>
  )
}

function PairRow({ viewer, pair, accounts }: Pick<Props, 'viewer' | 'accounts'> & { pair: Pair }) {
  const w = words[viewer.language]
  const { one, other, reasons } = pair
  const region = `pair-${one.id}-${other.id}`
  const sideOf = (contact: Alike) => (
    <Side contact={contact} accounts={accounts.filter((account) => account.contact_id === contact.id)} />
  )
  return (
    <li class="card pair" id={region}>
      <p class="pair-why">{reasons.map((reason) => reasonText(viewer, reason)).join(' · ')}</p>
      <div class="pair-sides">
        {sideOf(one)}
        {sideOf(other)}
      </div>
      <div class="actions">
        {can(viewer.staff, 'manage contacts') && (
          <LinkButton href={`/contacts/${one.id}/merge/${other.id}`}>
            {mergeWords[viewer.language].mergeMore}
          </LinkButton>
        )}
        {can(viewer.staff, 'edit contacts') && (
          <PostButton
            viewer={viewer}
            action={`/contacts/${one.id}/distinct/${other.id}`}
            label={w.notTheSame}
            hx={{ target: `#${region}` }}
          />
        )}
      </div>
    </li>
  )
}

export function reasonText(viewer: Viewer, reason: Reason): string {
  const w = words[viewer.language]
  if (reason.what === 'email') return w.sameEmail(reason.text)
  return reason.what === 'phone' ? w.samePhone(reason.text) : w.sameName
}

function Side({ contact, accounts }: { contact: Alike; accounts: Props['accounts'] }) {
  const lines = [contact.company === contact.name ? '' : contact.company, ...contact.emails, ...contact.phones]
  return (
    <div>
      <p>
        <a href={`/contacts/${contact.id}`}>
          <strong>{contact.name}</strong>
        </a>
      </p>
      {lines.filter(Boolean).map((line) => (
        <p class="muted small">{line}</p>
      ))}
      {accounts.length > 0 && (
        <p class="small">
          {accounts.map((account, i) => (
            <>
              {i > 0 && ', '}
              <a href={`/accounts/${account.id}`}>{account.name}</a>
            </>
          ))}
        </p>
      )}
    </div>
  )
}
