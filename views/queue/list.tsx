import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { NamedItem } from '#src/queue/item.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { workTones } from './status.ts'
import { kindWords, reasonWords, words } from './words.ts'

interface Props {
  viewer: Viewer
  /** One page of what was given up, how much that is in all, and from where the next page goes on. */
  dead: NamedItem[]
  deadCount: number
  older: number | null
  pending: NamedItem[]
  /** Whether more is waiting than is shown. */
  hasMore: boolean
  now: string
}

/** What Ficha does in the background: what it has given up first. */
export function QueuePage({ viewer, dead, deadCount, older, pending, hasMore, now }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      <div class="narrow">
        <Section id="failed" title={w.failures} count={formatsIn(viewer.language).count(deadCount)}>
          {dead.length === 0 ? <Empty>{w.noneFailed}</Empty> : <p class="muted">{w.failedText}</p>}
          <ul class="rows">
            {dead.map((item) => (
              <Row viewer={viewer} item={item} now={now} />
            ))}
          </ul>
          {older !== null && (
            <p>
              <a href={`/settings/queue?before=${older}`}>{w.older}</a>
            </p>
          )}
        </Section>
        <Section id="pending" title={w.pending}>
          {pending.length === 0 && <Empty>{w.nonePending}</Empty>}
          <ul class="rows">
            {pending.map((item) => (
              <Row viewer={viewer} item={item} now={now} />
            ))}
          </ul>
          {hasMore && <p class="muted">{w.more}</p>}
        </Section>
      </div>
    </Page>
  )
}

/** A kind in words; the bare name of one that nobody knows any more. */
const kindOf = (viewer: Viewer, { kind }: NamedItem): string => {
  const kinds: Record<string, string> = kindWords[viewer.language]
  return Object.hasOwn(kinds, kind) ? kinds[kind]! : kind
}

function About({ viewer, item }: { viewer: Viewer; item: NamedItem }) {
  return (
    <>
      <strong>{kindOf(viewer, item)}</strong>
      {item.about && (
        <>
          {': '}
          <a href={item.about.href}>{item.about.name}</a>
        </>
      )}
    </>
  )
}

const isRunning = (item: NamedItem, now: string) => item.locked_until !== null && item.locked_until >= now

function State({ viewer, item, now }: { viewer: Viewer; item: NamedItem; now: string }) {
  const w = words[viewer.language]
  if (!item.isKnown) return <Badge kind={workTones.unknown}>{w.unknown}</Badge>
  if (item.dead_at !== null) return <Badge kind={workTones.failed}>{w.failed}</Badge>
  if (isRunning(item, now)) return <Badge kind={workTones.running}>{w.running}</Badge>
  return item.error === null ? (
    <Badge kind={workTones.waiting}>{w.waiting}</Badge>
  ) : (
    <Badge kind={workTones.retrying}>{w.retrying}</Badge>
  )
}

function Row({ viewer, item, now }: { viewer: Viewer; item: NamedItem; now: string }) {
  const w = words[viewer.language]
  const { time } = datesFor(viewer)
  const { count } = formatsIn(viewer.language)
  const base = `/settings/queue/${item.id}`
  const stuck = item.dead_at !== null || !item.isKnown
  const what = [kindOf(viewer, item), item.about?.name].filter(Boolean).join(', ')
  return (
    <li id={`item-${item.id}`}>
      <div class="row-head">
        <span>
          <About viewer={viewer} item={item} />
        </span>{' '}
        <State viewer={viewer} item={item} now={now} />
      </div>
      {!item.isKnown && <p>{w.unknownText}</p>}
      {item.error !== null && <p>{reasonWords[viewer.language][item.reason ?? 'unexpected']}</p>}
      <p class="muted small">
        <Moment viewer={viewer} at={item.dead_at ?? item.created_at} />
        {item.attempts > 0 && ` · ${w.tries(count(item.attempts), item.attempts === 1)}`}
        {!stuck && item.run_at > now && ` · ${w.next(time(item.run_at), item.attempts > 0)}`}
        {item.error !== null && ` · ${item.error}`}
      </p>
      {stuck && (
        <div class="form-actions">
          {item.dead_at !== null && item.isKnown && (
            <PostButton
              viewer={viewer}
              action={`${base}/retry`}
              label={
                <>
                  {w.tryAgain}
                  <span class="visually-hidden">: {what}</span>
                </>
              }
            />
          )}
          <LinkButton href={`${base}/removal`} kind="link" label={`${w.discard}: ${what}`}>
            {w.discard}
          </LinkButton>
        </div>
      )}
    </li>
  )
}

/** What is lost where work that was given up is forgotten. */
export function DiscardPage({ viewer, item }: { viewer: Viewer; item: NamedItem }) {
  const w = words[viewer.language]
  const lost: Record<string, string> = w.lost
  return (
    <Page viewer={viewer} title={w.discardTitle}>
      <div class="page-head">
        <h1>{w.discardTitle}</h1>
      </div>
      <div class="narrow">
        <Section id="discard" title={kindOf(viewer, item)}>
          {item.about && (
            <p>
              <a href={item.about.href}>{item.about.name}</a>
            </p>
          )}
          <p>{Object.hasOwn(lost, item.kind) ? lost[item.kind] : w.unknownLost}</p>
          <Form viewer={viewer} action={`/settings/queue/${item.id}/removal`}>
            <FormActions viewer={viewer} label={w.discard} kind="danger" cancel="/settings/queue" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
