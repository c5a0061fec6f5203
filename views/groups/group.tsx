import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { Group } from '#src/groups/group.ts'
import { photoPath } from '#src/photos/rules.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { GroupDetails } from './details.tsx'
import { words } from './words.ts'

type Member = Pick<Account, 'id' | 'name' | 'short_id' | 'type' | 'archived_at' | 'photo_small'>

/** A group with one page of its accounts. */
export interface Membered extends KeysetPage<Member> {
  group: Group
  seen: number
  hidden: number
}

/** A group's page; `details` where its card is shown as a form. */
export function GroupPage({ details, ...props }: Membered & { viewer: Viewer; details?: Child }) {
  const { viewer, group } = props
  return (
    <Page viewer={viewer} title={group.name}>
      <div class="page-head">
        <h1>{group.name}</h1>
        <a href="/groups">{words[viewer.language].groups}</a>
      </div>
      <div class="columns">
        <Members {...props} />
        {details ?? <GroupDetails viewer={viewer} group={group} />}
      </div>
    </Page>
  )
}

/** The accounts of a group, as far as one may see them. */
export function Members({ viewer, group, rows, seen, hidden, ...page }: Membered & { viewer: Viewer }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/groups/${group.id}`
  const mayChange = can(viewer.staff, 'manage accounts')
  return (
    <Section
      id="members"
      title={w.accounts}
      count={count(seen + hidden)}
      actions={
        mayChange && (
          <LinkButton href={`${base}/accounts/new`} kind="link">
            {w.add}
          </LinkButton>
        )
      }
    >
      {seen + hidden === 0 && <Empty>{w.empty}</Empty>}
      <ul class="rows">
        {rows.map((account) => (
          <li>
            <div class="row-head">
              <span>
                <Avatar name={account.name} photo={photoPath(account.id, 'small', account.photo_small)} />{' '}
                <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.short_id}</span>{' '}
                {account.archived_at && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
              </span>{' '}
              <span class="muted small">{w.types[account.type]}</span>
              {mayChange && (
                <PostButton
                  viewer={viewer}
                  action={`${base}/accounts/${account.id}/removal`}
                  kind="quiet"
                  hx={{ target: '#members' }}
                  label={
                    <>
                      {w.remove}
                      <span class="visually-hidden">: {account.name}</span>
                    </>
                  }
                />
              )}
            </div>
          </li>
        ))}
        {hidden > 0 && <li class="muted">{w.hidden(hidden, count(hidden))}</li>}
      </ul>
      <Pager viewer={viewer} {...around(page, base)} />
    </Section>
  )
}
