import type { AuditEvent } from '#src/audit/events.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import type { RestoreProblem } from '#src/restorations/restoration.ts'
import { kindGroups, kindText } from '#views/audit/event-words.ts'
import { EventList } from '#views/audit/events.tsx'
import { RestoreRefused, type Restoring } from '#views/audit/restoring.tsx'
import { words } from '#views/audit/words.ts'
import { Page } from '#views/layout/page.tsx'
import { ProfilePage } from '#views/profile/page.tsx'
import { Button } from '#views/ui/button.tsx'
import { namedOptions, Select } from '#views/ui/field.tsx'
import { Older } from '#views/ui/pager.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'

interface Props {
  viewer: Viewer
  events: AuditEvent[]
  /** The address of the events before these; undefined where there are none. */
  older: string | undefined
}

interface AccountProps extends Props {
  restoring: Restoring
  /** Why what was just tried could not be taken back. */
  problem?: RestoreProblem
}

/** Everything that happened to one account. */
export function AccountActivityPage({ head, ...props }: AccountProps & { head: ProfileHead }) {
  return (
    <ProfilePage viewer={props.viewer} head={head} title={words[props.viewer.language].activity}>
      <AccountActivity {...props} />
    </ProfilePage>
  )
}

export function AccountActivity(props: AccountProps) {
  const { viewer, events, older, restoring, problem } = props
  const w = words[viewer.language]
  return (
    <Section id="activity" title={w.activity}>
      <RestoreRefused viewer={viewer} problem={problem} />
      <EventList viewer={viewer} events={events} restoring={restoring} />
      <Older viewer={viewer} href={older} />
    </Section>
  )
}

interface FirmProps extends Props {
  people: { id: number; name: string }[]
  person: number | null
  kind: AuditKind | null
}

/** Everything that happened in the firm. */
export function FirmActivityPage({ people, person, kind, ...props }: FirmProps) {
  const { viewer, events, older } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.activity}>
      <div class="page-head">
        <h1>{w.activity}</h1>
      </div>
      <form class="filters" action="/activity" method="get">
        <Select name="person" label={w.who} blank={w.everybody} value={person} options={namedOptions(people)} />
        <Select
          name="kind"
          label={w.what}
          blank={w.everything}
          value={kind}
          options={kindGroups.map(({ title, kinds }) => ({
            label: title[viewer.language],
            options: kinds.map((value) => ({ value, label: kindText(viewer.language, value) })),
          }))}
        />
        <Button>{w.show}</Button>
      </form>
      <Section id="activity" title={w.activity}>
        <EventList viewer={viewer} events={events} subjects />
        <Older viewer={viewer} href={older} />
      </Section>
    </Page>
  )
}
