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
import { TaxId } from './tax-id.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  /** What this page of the profile is called. */
  title: string
  /** Beside the name: what one may do with the account as a whole. */
  actions?: Child
  /** Whether its tax ID was just read, for this once. */
  isTaxIdRead?: boolean
}

const mostTeam = 6

/** A page of one account's profile, with the bar that says whose it is. */
export function ProfilePage({ viewer, head, title, actions, isTaxIdRead, children }: PropsWithChildren<Props>) {
  return (
    <Page viewer={viewer} title={`${head.name} · ${title}`}>
      <ProfileBar viewer={viewer} head={head} actions={actions} isTaxIdRead={isTaxIdRead} />
      {children}
    </Page>
  )
}

/**
 * Whose profile this is. It stands on every page of it, and is swapped by itself when the account changes. Its first line stays in sight
 * while one scrolls.
 */
export function ProfileBar({ viewer, head, actions, isTaxIdRead }: Omit<Props, 'title'>) {
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
        <h1>{head.name}</h1> <span class="short-id">{head.shortId}</span>{' '}
        {head.archivedAt && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
      </div>
      <div class="profile-more">
        <div>
          <HeadFacts viewer={viewer} head={head} isTaxIdRead={isTaxIdRead} />
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

function HeadFacts({ viewer, head, isTaxIdRead }: Pick<Props, 'viewer' | 'head' | 'isTaxIdRead'>) {
  const w = words[viewer.language]
  const a = accountWords[viewer.language]
  return (
    <>
      <div class="profile-facts">
        <span>{a.types[head.type]}</span>{' '}
        <Badge kind={portalTones[head.portalState]}>{w.portal[head.portalState]}</Badge>{' '}
        {head.taxId && (
          <div class="profile-tax-id">
            {a.taxId}{' '}
            <TaxId
              viewer={viewer}
              account={{ id: head.id, type: head.type, tax_id: head.taxId }}
              place="bar"
              isRead={isTaxIdRead}
            />
          </div>
        )}{' '}
        {head.primary && <Primary viewer={viewer} accountId={head.id} primary={head.primary} />}
      </div>
      {(head.tags.length > 0 || head.team.length > 0) && (
        <p class="profile-facts">
          <TagList tags={head.tags} /> <Team viewer={viewer} team={head.team} />
        </p>
      )}
    </>
  )
}

/** Whom one turns to, and how. */
function Primary({
  viewer,
  accountId,
  primary,
}: {
  viewer: Viewer
  accountId: number
  primary: NonNullable<ProfileHead['primary']>
}) {
  return (
    <span class="profile-primary">
      <span>
        {words[viewer.language].primaryContact}:{' '}
        <a href={`/accounts/${accountId}/info?contact=${primary.id}#linked-contact-${primary.id}`}>{primary.name}</a>
      </span>{' '}
      {primary.phone && (
        <a href={`tel:${primary.phone.replace(/[^\d+]/g, '')}`}>
          <Icon name="phone" /> {primary.phone}
        </a>
      )}{' '}
      {primary.email && (
        <a href={`mailto:${primary.email}`}>
          <Icon name="mail" /> {primary.email}
        </a>
      )}
    </span>
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
