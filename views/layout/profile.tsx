import type { Child, PropsWithChildren } from 'hono/jsx'
import type { ProfileHead } from '#src/accounts/profile.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, TagList } from '../ui/badge.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { Page } from './page.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  /** What this page of the profile is called. */
  title: string
  /** Beside the name: what one may do with the account as a whole. */
  actions?: Child
}

const mostTeam = 6

/** A page of one account's profile, with the bar that says whose it is. */
export function ProfilePage({ viewer, head, title, actions, children }: PropsWithChildren<Props>) {
  return (
    <Page viewer={viewer} title={`${head.name} · ${title}`}>
      <ProfileBar viewer={viewer} head={head} actions={actions} />
      {children}
    </Page>
  )
}

/** Whose profile this is. It stands on every page of it, and is swapped by itself when the account changes. */
export function ProfileBar({ viewer, head, actions }: { viewer: Viewer; head: ProfileHead; actions?: Child }) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}`
  const here = (path: string) => viewer.path === path || viewer.path.startsWith(`${path}/`)
  const info = here(`${base}/info`) || here(`${base}/details`) || here(`${base}/links`)
  const activity = here(`${base}/activity`)
  const { count } = formatsIn(viewer.language)
  return (
    <div class="profile-bar" id="profile-bar">
      <div class="profile-who">
        <Avatar name={head.name} size="large" />
        <div>
          <h1>{head.name}</h1>
          <p class="profile-facts">
            <span class="short-id">{head.shortId}</span> <span>{w.types[head.type]}</span>{' '}
            {head.archivedAt && <Badge kind="warn">{w.archived}</Badge>}{' '}
            {head.taxId && (
              <span>
                {w.taxId} {head.taxId}
              </span>
            )}{' '}
            {head.phone && <a href={`tel:${head.phone.replace(/[^\d+]/g, '')}`}>{head.phone}</a>}{' '}
            {head.email && <a href={`mailto:${head.email}`}>{head.email}</a>}
          </p>
          <p class="profile-facts">
            <TagList tags={head.tags} />{' '}
            {head.team.length > 0 && (
              <span class="team">
                {w.team}:{' '}
                {head.team
                  .slice(0, mostTeam)
                  .map((member) => member.name)
                  .join(', ')}
                {head.team.length > mostTeam && ` ${w.more(count(head.team.length - mostTeam))}`}
              </span>
            )}
          </p>
        </div>
        {actions && <div class="actions">{actions}</div>}
      </div>
      <Tabs
        label={w.profile}
        tabs={[
          { href: base, label: w.overview, current: !info && !activity },
          { href: `${base}/info`, label: w.info, current: info },
          { href: `${base}/activity`, label: w.activity, current: activity },
        ]}
      />
    </div>
  )
}
