import type { Related } from '#src/links/related.ts'
import { photoPath } from '#src/photos/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Avatar } from '#views/ui/avatar.tsx'
import { Badge } from '#views/ui/badge.tsx'
import { Empty, Section } from '#views/ui/section.tsx'
import { words as ui } from '#views/ui/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { accountTones } from '../accounts/status.ts'
import { words } from './words.ts'

export function RelatedAccounts({ viewer, related }: { viewer: Viewer; related: Related }) {
  const w = words[viewer.language]
  const { list, count } = formatsIn(viewer.language)
  return (
    <Section id="related" title={w.related}>
      {related.accounts.length === 0 && related.hidden === 0 && <Empty>{w.noRelated}</Empty>}
      <ul class="rows">
        {related.accounts.map((account) => (
          <li>
            <Avatar name={account.name} photo={photoPath(account.id, 'small', account.photo)} />{' '}
            <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.shortId}</span>{' '}
            {account.archivedAt && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}{' '}
            <span class="muted small">{w.relatedBy(list(account.through))}</span>
          </li>
        ))}
        {related.hidden > 0 && <li class="muted">{w.hidden(related.hidden, count(related.hidden))}</li>}
      </ul>
    </Section>
  )
}
