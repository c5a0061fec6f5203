import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { AccountActions } from '#views/profile/actions.tsx'
import { ProfilePage } from '#views/profile/page.tsx'
import { PostButton } from '#views/ui/button.tsx'
import { Section } from '#views/ui/section.tsx'
import { words as ui } from '#views/ui/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { words } from './words.ts'

/** A section as it stands on the page: its card, or where it is folded its title alone. */
export interface ShownSection {
  name: string
  title: string
  card: Child | null
}

interface Props {
  viewer: Viewer
  account: Account
  head: ProfileHead
  sections: ShownSection[]
}

/** Everything about one client at a glance: a card for each noun, in the reader's own order. */
export function OverviewPage({ viewer, account, head, sections }: Props) {
  const here = `/accounts/${account.id}`
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={words[viewer.language].overview}
      actions={<AccountActions viewer={viewer} account={account} />}
    >
      <div class="overview">
        {sections.map(({ card, ...section }) => card ?? <Folded viewer={viewer} here={here} {...section} />)}
      </div>
      <p class="small">
        <a href={`/me/overview?back=${here}`}>{words[viewer.language].arrange}</a>
      </p>
    </ProfilePage>
  )
}

const Folded = ({ viewer, here, name, title }: { viewer: Viewer; here: string; name: string; title: string }) => (
  <Section
    id={`overview-${name}`}
    title={title}
    actions={
      <PostButton
        viewer={viewer}
        action="/me/overview/folding"
        fields={{ section: name, wanted: 'off', back: here }}
        label={words[viewer.language].unfold}
        kind="quiet"
      />
    }
  />
)

/** To the whole of which a section shows the first rows. */
export const ViewAll = ({ viewer, href }: { viewer: Viewer; href: string }) => (
  <>
    <a class="action" href={href}>
      {ui[viewer.language].viewAll}
    </a>{' '}
  </>
)
