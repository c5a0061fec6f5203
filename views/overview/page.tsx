import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import { type Counted, mostCounted } from '#src/overview/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { AccountActions } from '#views/profile/actions.tsx'
import { ProfilePage } from '#views/profile/page.tsx'
import { PostButton } from '#views/ui/button.tsx'
import { Section } from '#views/ui/section.tsx'
import { words as ui } from '#views/ui/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { Badge } from '../ui/badge.tsx'
import { figureTones } from './status.ts'
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
  figures: readonly Counted[]
  /** The sections of the left column and of the right one. */
  columns: readonly (readonly ShownSection[])[]
}

/** Everything about one client at a glance: what is pressing in a line, and a card for each noun in its place. */
export function OverviewPage({ viewer, account, head, figures, columns }: Props) {
  const here = `/accounts/${account.id}`
  return (
    <ProfilePage
      viewer={viewer}
      head={head}
      title={words[viewer.language].overview}
      actions={<AccountActions viewer={viewer} account={account} />}
    >
      <Figures viewer={viewer} accountId={account.id} figures={figures} />
      <div class="overview">
        {columns
          .filter((column) => column.length > 0)
          .map((column) => (
            <div class="overview-column">
              {column.map(({ card, ...section }) => card ?? <Folded viewer={viewer} here={here} {...section} />)}
            </div>
          ))}
      </div>
      <p class="small">
        <a href={`/me/overview?back=${here}`}>{words[viewer.language].arrange}</a>
      </p>
    </ProfilePage>
  )
}

/** What is late, new from the client, and the client's turn: how many of each, and the way to them. */
function Figures({ viewer, accountId, figures }: Pick<Props, 'viewer' | 'figures'> & { accountId: number }) {
  const w = words[viewer.language]
  const { count: shown } = formatsIn(viewer.language)
  return (
    <nav class="figures" id="figures" aria-label={w.figures}>
      {figures.length === 0 ? (
        <p class="muted small">{w.noFigures}</p>
      ) : (
        <ul>
          {figures.map(({ figure, count }) => (
            <li>
              <a href={figure.href(accountId)}>
                <Badge kind={figureTones[figure.kind]}>
                  {figure.says(viewer, count, count > mostCounted ? `${shown(mostCounted)}+` : shown(count))}
                </Badge>
              </a>{' '}
            </li>
          ))}
        </ul>
      )}
    </nav>
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
