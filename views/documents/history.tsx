import type { AuditEvent } from '#src/audit/events.ts'
import type { Document } from '#src/documents/document.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { EventList } from '../audit/events.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Older } from '../ui/pager.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './page-words.ts'
import { documentPath } from './path.ts'

interface Props {
  viewer: Viewer
  events: AuditEvent[]
  /** The address of the events before these; undefined where there are none. */
  older: string | undefined
}

/** What happened to a document, the latest first. */
export function History({ viewer, events, older }: Props) {
  return (
    <Section id="document-history" title={words[viewer.language].history}>
      <Events viewer={viewer} events={events} older={older} />
    </Section>
  )
}

const Events = ({ viewer, events, older }: Props) => (
  <>
    <EventList viewer={viewer} events={events} />
    <Older viewer={viewer} href={older} />
  </>
)

/** The same further back than its page tells. */
export function HistoryPage({ head, document, ...props }: Props & { head: ProfileHead; document: Document }) {
  const { viewer } = props
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={`${document.name} · ${w.history}`}>
      <div class="narrow">
        <Section
          id="document-history"
          title={w.history}
          actions={
            <LinkButton href={documentPath(document)} kind="link">
              {document.name}
            </LinkButton>
          }
        >
          <Events {...props} />
        </Section>
      </div>
    </ProfilePage>
  )
}
