import { top } from '#src/documents/form.ts'
import type { DocumentRow } from '#src/documents/list.ts'
import { mostCounted } from '#src/documents/rules.ts'
import type { Received as Files } from '#src/documents/upload.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { ViewAll } from '#views/overview/page.tsx'
import { HiddenFields, LinkButton } from '../ui/button.tsx'
import { Checkbox, FileField } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'
import { NewBadge } from './newness.tsx'
import { documentPath } from './path.ts'
import { Received } from './upload.tsx'

interface Props {
  viewer: Viewer
  accountId: number
  rows: readonly DocumentRow[]
  /** One above `mostCounted` where there are more. */
  count: number
  mayAdd: boolean
  most: number
  /** Where files are being chosen. */
  adding?: boolean
  /** What became of files that were not all taken. */
  received?: Files | undefined
  justClosed?: boolean
}

const region = { target: '#overview-documents' } as const

/** On the overview: what the client has brought or is shown, the newest first, and the way to send more. */
export function OverviewDocuments(props: Props) {
  const { viewer, accountId, rows, count, mayAdd, most, received, justClosed } = props
  const w = words[viewer.language]
  const base = `/accounts/${accountId}/documents`
  const isAdding = mayAdd && (props.adding === true || received !== undefined)
  const shown = formatsIn(viewer.language).count
  return (
    <Section
      id="overview-documents"
      title={w.documents}
      count={count > mostCounted ? `${shown(mostCounted)}+` : shown(count)}
      actions={
        <>
          <ViewAll viewer={viewer} href={base} />
          {mayAdd && !isAdding && (
            <LinkButton href={`${base}/new`} kind="link" hx={region} autofocus={justClosed}>
              {w.uploadHere}
            </LinkButton>
          )}
        </>
      }
    >
      {received && <Received viewer={viewer} received={received} most={most} />}
      {isAdding && (
        <Form viewer={viewer} action={base} hx={region} multipart class="panel">
          <HiddenFields fields={{ folder: top, from: 'overview' }} />
          <Checkbox name="shared" label={w.sharedToo} idPrefix="document" />
          <FileField name="files" label={w.files} idPrefix="document" multiple required autofocus />
          <FormActions viewer={viewer} label={w.uploadHere} cancel={`${base}/newest`} hx={region} />
        </Form>
      )}
      {rows.length === 0 && <Empty>{w.noneWithClient}</Empty>}
      <ul class="rows">
        {rows.map((document) => (
          <li>
            <a href={documentPath(document)}>{document.name}</a> <NewBadge viewer={viewer} document={document} />
            <p class="muted small">
              <Moment viewer={viewer} at={document.added_at} />{' '}
              {document.from_client === 1 ? w.byClient(document.added_by_name) : w.by(document.added_by_name)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
