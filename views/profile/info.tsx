import type { Child } from 'hono/jsx'
import type { Related } from '#src/links/related.ts'
import type { ContactsPage } from '#src/profile/contacts.ts'
import type { TaxIdPlace } from '#src/profile/rules.ts'
import { Contacts } from '#views/links/list.tsx'
import { RelatedAccounts } from '#views/links/related.tsx'
import type { Editing } from '#views/links/row.tsx'
import { type UnlinkedLogin, UnlinkedLogins } from '../addresses/unlinked.tsx'
import { AccountGroups } from '../groups/account.tsx'
import type { Viewer } from '../viewer.ts'
import { AccountActions } from './actions.tsx'
import { Details, type DetailsData } from './details.tsx'
import { ProfilePage } from './page.tsx'
import { words } from './words.ts'

export interface InfoData extends DetailsData {
  contacts: ContactsPage
  unlinked: UnlinkedLogin[]
  related: Related
  groups: { id: number; name: string }[]
}

/** Blocks that are shown as something else than usual: as a form, without JavaScript. */
export interface Replaced {
  details?: Child
  groups?: Child
  contact?: Editing
  /** Where the tax ID was just read, for this once. */
  taxId?: TaxIdPlace
}

export function InfoPage({ viewer, data, replaced = {} }: { viewer: Viewer; data: InfoData; replaced?: Replaced }) {
  const { head, account, contacts, unlinked, related, groups } = data
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={words[viewer.language].info}
      actions={<AccountActions viewer={viewer} account={account} />}
      isTaxIdRead={replaced.taxId === 'bar'}
    >
      {replaced.details ?? <Details viewer={viewer} data={data} isTaxIdRead={replaced.taxId === 'details'} />}
      <div class="split">
        <div class="stack">
          <Contacts
            viewer={viewer}
            account={account}
            {...contacts}
            primaryId={head.primary?.id}
            editing={replaced.contact}
          />
          <UnlinkedLogins viewer={viewer} accountId={account.id} logins={unlinked} />
        </div>
        <div class="stack">
          <RelatedAccounts viewer={viewer} related={related} />
          {replaced.groups ?? <AccountGroups viewer={viewer} account={account} groups={groups} />}
        </div>
      </div>
    </ProfilePage>
  )
}
