import type { Child, PropsWithChildren } from 'hono/jsx'
import { sectionsFor } from '#src/overview/section.ts'
import { photoPath } from '#src/photos/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { accountTones } from '../accounts/status.ts'
import { words as accountWords } from '../accounts/words.ts'
import { words as auditWords } from '../audit/words.ts'
import { Page } from '../layout/page.tsx'
import { words as overviewWords } from '../overview/words.ts'
import { portalTones } from '../portal/status.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, TagList } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
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
  const info = ['info', 'details', 'photo', 'links', 'addresses', 'signer-order', 'groups', 'fields'].some((place) =>
    here(`${base}/${place}`),
  )
  // Those that the Info tab and the activity show are no pages of their own.
  const sections = sectionsFor(viewer).filter((section) => !section.hasNoPage)
  const others = [
    { href: `${base}/info`, label: w.info, current: info },
    ...sections.map((section) => {
      const href = `${base}/${section.name}`
      return { href, label: section.title(viewer), current: here(href) }
    }),
    { href: `${base}/activity`, label: auditWords[viewer.language].activity, current: here(`${base}/activity`) },
  ]
  return (
    <div class="profile-bar" id="profile-bar">
      <div class="profile-who">
        <Avatar name={head.name} size="large" photo={photoPath(head.id, 'small', head.photoSmall)} />
        <div>
          <h1>{head.name}</h1>
          <HeadFacts viewer={viewer} head={head} />
        </div>
        {actions && <div class="actions">{actions}</div>}
      </div>
      <Tabs
        label={w.profile}
        tabs={[
          { href: base, label: overviewWords[viewer.language].overview, current: !others.some((tab) => tab.current) },
          ...others,
        ]}
      />
    </div>
  )
}

function HeadFacts({ viewer, head }: { viewer: Viewer; head: ProfileHead }) {
  const w = words[viewer.language]
  const a = accountWords[viewer.language]
  return (
    <>
      <p class="profile-facts">
        <span class="short-id">{head.shortId}</span> <span>{a.types[head.type]}</span>{' '}
        <Badge kind={portalTones[head.portalState]}>{w.portal[head.portalState]}</Badge>{' '}
        {head.archivedAt && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}{' '}
        {head.taxId && (
          <span>
            {a.taxId} <strong>{head.taxId}</strong>
          </span>
        )}{' '}
        {head.phone && (
          <a href={`tel:${head.phone.replace(/[^\d+]/g, '')}`}>
            <Icon name="phone" /> {head.phone}
          </a>
        )}{' '}
        {head.email && (
          <a href={`mailto:${head.email}`}>
            <Icon name="mail" /> {head.email}
          </a>
        )}
      </p>
      {(head.tags.length > 0 || head.team.length > 0) && (
        <p class="profile-facts">
          <TagList tags={head.tags} /> <Team viewer={viewer} team={head.team} />
        </p>
      )}
    </>
  )
}

function Team({ viewer, team }: { viewer: Viewer; team: ProfileHead['team'] }) {
  const w = words[viewer.language]
  if (team.length === 0) return null
  return (
    <span class="team">
      {w.team}:{' '}
      {team.slice(0, mostTeam).map((member, i) => (
        <>
          {i > 0 && ', '}
          <span class="person">
            <Avatar name={member.name} /> {member.name}
          </span>
        </>
      ))}
      {team.length > mostTeam && ` ${w.more(formatsIn(viewer.language).count(team.length - mostTeam))}`}
    </span>
  )
}
