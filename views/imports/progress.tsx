import type { Import } from '#src/imports/import.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { isFailureReason } from '#src/platform/queue/failure.ts'
import { Page } from '../layout/page.tsx'
import { reasonWords } from '../queue/words.ts'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { hxPoll } from '../ui/htmx.ts'
import { Progress } from '../ui/progress.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { importTones } from './status.ts'
import { fileWords, words } from './words.ts'

interface Props {
  viewer: Viewer
  one: Import
  rejections: { number: number; problems: string }[]
  /** Whether the queue gave it up: it can be tried again. */
  canGoOn: boolean
}

export function ImportPage(props: Props) {
  const { viewer, one } = props
  return (
    <Page viewer={viewer} title={one.file_name}>
      <div class="page-head">
        <h1>{one.file_name}</h1>
      </div>
      <div class="narrow">
        <ImportState {...props} />
      </div>
    </Page>
  )
}

const isOver = (one: Import) => one.status === 'done' || one.status === 'cancelled' || one.status === 'failed'

function failure(viewer: Viewer, { error }: Import, canGoOn: boolean): string {
  const w = words[viewer.language]
  const file: Partial<Record<string, string>> = fileWords[viewer.language]
  if (isFailureReason(error)) return `${reasonWords[viewer.language][error]} ${canGoOn ? w.gaveUp : ''}`
  return (error && Object.hasOwn(file, error) && file[error]) || w.failed
}

/** How far an import has come. While it runs, htmx asks for it again every two seconds; without, there is a link. */
export function ImportState({ viewer, one, rejections, canGoOn }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const base = `/imports/${one.id}`
  const over = isOver(one)
  return (
    <div id="import-state" {...(over ? {} : hxPoll(base, '#import-state'))}>
      <Section
        id="import"
        title={w.title}
        actions={
          over ? (
            <>
              {canGoOn && <PostButton viewer={viewer} action={`${base}/retry`} label={w.tryAgain} />}
              <PostButton viewer={viewer} action={`${base}/repetition`} kind="quiet" label={w.again} creates />
            </>
          ) : (
            <>
              <a class="action" href={base}>
                {w.refresh}
              </a>
              <PostButton viewer={viewer} action={`${base}/cancellation`} kind="quiet" label={w.cancel} />
            </>
          )
        }
      >
        <p>
          <Badge kind={importTones[one.status]}>{w.statuses[one.status]}</Badge> {one.status === 'done' && w.done}
          {one.status === 'cancelled' && w.cancelled}
          {one.status === 'failed' && failure(viewer, one, canGoOn)}
          {!over && w.running}
        </p>
        {!over && (
          <Progress
            label={w.title}
            said={w.progress(count(one.processed), count(one.total + 1))}
            done={one.processed}
            of={one.total + 1}
          />
        )}
        <Facts
          facts={[
            [w.rows, count(one.total)],
            [w.accountsCreated, count(one.accounts_created)],
            [w.accountsUpdated, count(one.accounts_updated)],
            [w.contactsCreated, count(one.contacts_created)],
            [w.contactsUpdated, count(one.contacts_updated)],
            [w.rejected, count(one.rejected)],
          ]}
        />
      </Section>
      {one.rejected > 0 && (
        <Section
          id="rejections"
          title={w.rejected}
          count={count(one.rejected)}
          actions={
            <a class="action" href={`${base}/rejections.csv`}>
              {w.download}
            </a>
          }
        >
          <p class="muted">{w.downloadText}</p>
          <ul class="rows">
            {rejections.map((rejection) => (
              <li>
                <strong>
                  {w.row} {count(rejection.number)}
                </strong>{' '}
                {rejection.problems}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
