import { Page } from '../layout/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { LiveSearch } from '../ui/live-search.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  query: string
  /** What the query finds; without one, those that were opened last. */
  clients: readonly { id: number; name: string }[]
  /** There is a pipeline in which they may begin one. */
  mayAdd: boolean
}

/** A new job from the firm's list: first whose it is. Live where there is JavaScript. */
export function JobClientPage(props: Props) {
  const { viewer, query, mayAdd } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.add}>
      <div class="page-head">
        <h1>{w.add}</h1>
      </div>
      <div class="narrow">
        <Section id="job-client" title={w.chooseClient}>
          {mayAdd ? (
            <>
              <LiveSearch viewer={viewer} action="/jobs/new" label={w.client} query={query} target="#clients" />
              <JobClients {...props} />
            </>
          ) : (
            <Empty>{w.noneOpen}</Empty>
          )}
          <div class="form-actions">
            <LinkButton href="/jobs">{ui[viewer.language].cancel}</LinkButton>
          </div>
        </Section>
      </div>
    </Page>
  )
}

/** The clients to choose from. */
export function JobClients({ viewer, query, clients }: Props) {
  const w = words[viewer.language]
  return (
    <div id="clients" aria-live="polite">
      {query === '' && clients.length > 0 && <h3>{w.recentClients}</h3>}
      {query !== '' && clients.length === 0 && <Empty>{w.noClient}</Empty>}
      <ul class="rows">
        {clients.map(({ id, name }) => (
          <li>
            <p>
              <a href={`/accounts/${id}/jobs/new?back=/jobs`}>{name}</a>
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
