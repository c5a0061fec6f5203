import type { Child } from 'hono/jsx'
import type { ProfileHead } from '#src/accounts/profile.ts'
import type { Related } from '#src/links/related.ts'
import { ProfilePage } from '../layout/profile.tsx'
import type { Viewer } from '../viewer.ts'
import { AccountActions } from './actions.tsx'
import { Contacts, type Editing, type LinkedContact } from './contacts.tsx'
import { Details } from './details.tsx'
import { RelatedAccounts } from './related.tsx'
import { Tags } from './tags.tsx'
import { Team, type TeamData } from './team.tsx'
import { words } from './words.ts'

export interface InfoData extends TeamData {
  head: ProfileHead
  contacts: LinkedContact[]
  related: Related
}

/** Blocks that are shown as something else than usual: as a form, without JavaScript. */
export interface Replaced {
  details?: Child
  team?: Child
  tags?: Child
  contact?: Editing
}

export function InfoPage({ viewer, data, replaced = {} }: { viewer: Viewer; data: InfoData; replaced?: Replaced }) {
  const { head, account, contacts, related } = data
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={words[viewer.language].info}
      actions={<AccountActions viewer={viewer} account={account} />}
    >
      <div class="columns">
        <div class="stack">
          {replaced.details ?? <Details viewer={viewer} account={account} />}
          {replaced.team ?? <Team viewer={viewer} {...data} />}
          {replaced.tags ?? <Tags viewer={viewer} account={account} tags={head.tags} />}
        </div>
        <div class="stack">
          <Contacts viewer={viewer} account={account} contacts={contacts} editing={replaced.contact} />
          <RelatedAccounts viewer={viewer} related={related} />
        </div>
      </div>
    </ProfilePage>
  )
}
