import type { Added } from '#src/documents/add.ts'
import type { SharedDocument } from '#src/documents/portal.ts'
import { isPicture, isShownInline } from '#src/documents/type.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { NotStored } from '#src/platform/web/upload.ts'
import { type PortalFrame, portalPath } from '#src/portal/section.ts'
import { PortalPage } from '../portal/account-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { FileField } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Pager } from '../ui/pager.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import { words } from './portal-words.ts'

/** What became of a file that a client sent: how it is called now, or why it was not taken. */
export type Sent = { name: string } & ({ added: Added } | { refused: NotStored })

interface Props {
  frame: PortalFrame
  page: KeysetPage<SharedDocument>
  /** Where each folder is, by its number. */
  folders: ReadonlyMap<number, string>
  /** How large a file may be, in bytes. */
  most: number
  problem?: Problem | undefined
  /** Told one by one where not all went as it should. */
  sent?: readonly Sent[]
}

/** What a client finds of an account's documents. */
export const PortalDocumentsPage = (props: Props) => (
  <PortalPage frame={props.frame} title={words[props.frame.viewer.language].documents}>
    <PortalDocuments {...props} />
  </PortalPage>
)

export function PortalDocuments(props: Props) {
  const { frame, page } = props
  const { viewer, account } = frame
  const w = words[viewer.language]
  const at = (cursor: string | undefined) => cursor && `${portalPath(account.id, 'documents')}?at=${cursor}`
  return (
    <div id="documents" class="stack">
      <Sending {...props} />
      <Section id="shared" title={w.shared}>
        {page.rows.length === 0 && <Empty>{w.none}</Empty>}
        <ul class="rows">
          {page.rows.map((document) => (
            <Row frame={frame} document={document} folder={props.folders.get(document.folder_id ?? 0)} />
          ))}
        </ul>
        <Pager viewer={viewer} previous={at(page.previous)} next={at(page.next)} />
      </Section>
    </div>
  )
}

function Sending({ frame: { viewer, account }, most, problem, sent = [] }: Props) {
  const w = words[viewer.language]
  const { size } = formatsIn(viewer.language)
  return (
    <Section id="send" title={w.send}>
      {sent.length > 0 && (
        <div class="notice notice-warn" role="alert">
          <p>{w.outcome}</p>
          <ul>
            {sent.map((file) => (
              <li>
                {file.name}: {outcomeOf(file, viewer)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Form viewer={viewer} action={portalPath(account.id, 'documents')} hx={{ target: '#documents' }} multipart>
        <FileField
          name="files"
          label={w.files}
          help={w.help(viewer.firmName, size(most))}
          error={problemText(viewer, problem ? { files: problem } : {}, 'files')}
          multiple
          required
        />
        <Button>{w.sendAction}</Button>
      </Form>
    </Section>
  )
}

function outcomeOf(file: Sent, viewer: PortalFrame['viewer']): string {
  const w = words[viewer.language]
  if ('refused' in file) return w.refused[file.refused]
  if (file.added.outcome === 'there already') return w.outcomes.there
  return file.added.name === file.name ? w.outcomes.sent : w.as(file.added.name)
}

/** A file that a browser shows opens in it; any other is downloaded. */
function Row({
  frame,
  document,
  folder,
}: {
  frame: PortalFrame
  document: SharedDocument
  folder: string | undefined
}) {
  const { viewer, account, client } = frame
  const w = words[viewer.language]
  const { size } = formatsIn(viewer.language)
  const base = `${portalPath(account.id, 'documents')}/${document.id}`
  const shown = isShownInline(document.type) ? 'content' : isPicture(document.type) ? 'picture' : null
  const who =
    document.added_by_contact === client.contactId
      ? w.byYou
      : w.by(document.from_client === 1 ? document.added_by_name : viewer.firmName)
  return (
    <li>
      <div class="row-head">
        <span>
          <a href={`${base}/${shown ?? 'download'}`}>{document.name}</a>{' '}
          {Number(document.is_new) === 1 && <Badge kind="info">{w.isNew}</Badge>}
        </span>
        {shown && (
          <a class="small" href={`${base}/download`} aria-label={w.downloadOf(document.name)}>
            {w.download}
          </a>
        )}
      </div>
      <p class="muted small">
        {folder && <>{folder} · </>}
        {size(Number(document.size))} · <Moment viewer={viewer} at={document.added_at} /> · {who}
      </p>
    </li>
  )
}
