import type { openedLately } from '#src/accounts/recently-opened.ts'
import { photoPath } from '#src/photos/rules.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { accountTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  accounts: Awaited<ReturnType<typeof openedLately>>
}

/** The accounts that one has opened, the latest first. */
export function Lately({ viewer, accounts }: Props) {
  const w = words[viewer.language]
  return (
    <Section
      id="lately"
      title={w.lately}
      actions={
        <a class="action" href="/accounts">
          {w.allClients}
        </a>
      }
    >
      {accounts.length === 0 && <Empty>{w.noneLately}</Empty>}
      <ul class="rows">
        {accounts.map((account) => (
          <li class="row-head">
            <span>
              <Avatar name={account.name} photo={photoPath(account.id, 'small', account.photo_small)} />{' '}
              <a href={`/accounts/${account.id}`}>{account.name}</a>{' '}
              {account.archived_at && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
            </span>{' '}
            <span class="muted small">
              <Day viewer={viewer} at={account.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
