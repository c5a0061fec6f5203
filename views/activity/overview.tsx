import type { AuditEvent } from '#src/audit/events.ts'
import { EventList } from '#views/audit/events.tsx'
import { ViewAll } from '#views/overview/page.tsx'
import { Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words } from './words.ts'
export const LatestChanges = ({
  viewer,
  accountId,
  events,
}: {
  viewer: Viewer
  accountId: number
  events: AuditEvent[]
}) => (
  <Section
    id="overview-activity"
    title={words[viewer.language].recent}
    actions={<ViewAll viewer={viewer} href={`/accounts/${accountId}/activity`} />}
  >
    <EventList viewer={viewer} events={events} />
  </Section>
)
