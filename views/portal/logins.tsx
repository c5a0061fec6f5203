import { formatsIn } from '#src/platform/language/format.ts'
import type { PersonLogin, VisitTo } from '#src/portal/logins.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { browserText } from '../ui/browser-text.ts'
import { Older } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** On the Overview: who of the account was last in the portal. */
export function LoginActivity({
  viewer,
  accountId,
  people,
  most,
}: {
  viewer: Viewer
  accountId: number
  people: PersonLogin[]
  most: number
}) {
  return (
    <Section
      id="overview-logins"
      title={words[viewer.language].logins}
      count={formatsIn(viewer.language).count(people.length)}
      actions={
        <a class="action" href={`/accounts/${accountId}/logins`}>
          {ui[viewer.language].viewAll}
        </a>
      }
    >
      <People viewer={viewer} people={people.slice(0, most)} />
    </Section>
  )
}

interface Props {
  viewer: Viewer
  head: ProfileHead
  people: PersonLogin[]
  visits: VisitTo[]
  /** The address of the visits before these; undefined where there are none. */
  older: string | undefined
}

/** Everybody of the account with how far they have come, and every visit of theirs. */
export function LoginsPage({ viewer, head, people, visits, older }: Props) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.logins}>
      <div class="stack">
        <Section id="people" title={w.logins} count={formatsIn(viewer.language).count(people.length)}>
          <People viewer={viewer} people={people} />
        </Section>
        <Section id="visits" title={w.everyVisit}>
          <Visits viewer={viewer} visits={visits} />
          <Older viewer={viewer} href={older} />
        </Section>
      </div>
    </ProfilePage>
  )
}

const People = ({ viewer, people }: { viewer: Viewer; people: PersonLogin[] }) => (
  <ul class="rows">
    {people.map((person) => (
      <li class="row-head">
        <a href={`/contacts/${person.contactId}`}>{person.name}</a>{' '}
        <span class="muted small">
          <Standing viewer={viewer} person={person} />
        </span>
      </li>
    ))}
  </ul>
)

function Standing({ viewer, person }: { viewer: Viewer; person: PersonLogin }) {
  const w = words[viewer.language]
  if (person.lastLoginAt)
    return (
      <>
        <Moment viewer={viewer} at={person.lastLoginAt} /> · {browserText(viewer, person.userAgent)}
      </>
    )
  if (person.invitedAt)
    return (
      <>
        {w.neverLoggedIn} · {w.invitedSince} <Moment viewer={viewer} at={person.invitedAt} />
      </>
    )
  return (
    <>
      {w.neverLoggedIn} · {person.isOutside ? w.noLogin : w.notInvited}
    </>
  )
}

function Visits({ viewer, visits }: { viewer: Viewer; visits: VisitTo[] }) {
  const w = words[viewer.language]
  if (visits.length === 0) return <Empty>{w.noVisits}</Empty>
  return (
    <ol class="rows">
      {visits.map((visit) => (
        <li class="row-head">
          <a href={`/contacts/${visit.contact_id}`}>{visit.display_name}</a>{' '}
          <span class="muted small">
            <Moment viewer={viewer} at={visit.at} /> · {browserText(viewer, visit.user_agent)} · {w.ways[visit.how]} ·{' '}
            {visit.email}
          </span>
        </li>
      ))}
    </ol>
  )
}
