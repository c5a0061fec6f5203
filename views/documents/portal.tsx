import type { Added } from '#src/documents/add.ts'
import type { SharedDocument } from '#src/documents/portal/portal.ts'
import type { Received } from '#src/documents/upload.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { isPicture, isShownInline } from '#src/platform/files/type.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { around } from '#src/platform/web/list.ts'
import { portalPath } from '#src/portal/rules.ts'
import type { PortalFrame } from '#src/portal/section.ts'
import { PortalPage } from '../portal/account-page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { FileField } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './portal-words.ts'
import { newnessTones } from './status.ts'
import { UploadPanel } from './upload.tsx'

interface Props {
  frame: PortalFrame
  page: KeysetPage<SharedDocument>
  /** Where each folder is, by its number. */
  folders: ReadonlyMap<number, string>
  /** How large a file may be, in bytes. */
  most: number
  /** What became of the files that were sent, where not all went as it should. */
  received?: Received | undefined
}

/** What a client finds of an account's documents, and where they send their own. */
export const PortalDocumentsPage = (props: Props) => (
  <PortalPage frame={props.frame} title={words[props.frame.viewer.language].documents}>
    <div class="stack">
      <Sending {...props} />
      <SharedDocuments {...props} />
    </div>
  </PortalPage>
)

/** The list alone: what is shown anew when files have been sent one by one. */
export function SharedDocuments({ frame, page, folders }: Props) {
  const { viewer, account } = frame
  const w = words[viewer.language]
  const here = portalPath(account.id, 'documents')
  return (
    <div id="shared" hx-get={here} hx-trigger="uploaded" hx-target="#shared" hx-swap="outerHTML">
      <Section id="shared-documents" title={w.shared}>
        {page.rows.length === 0 && <Empty>{w.none}</Empty>}
        <ul class="rows">
          {page.rows.map((document) => (
            <Row frame={frame} document={document} folder={folders.get(document.folder_id ?? 0)} />
          ))}
        </ul>
        <Pager viewer={viewer} {...around(page, here)} />
      </Section>
    </div>
  )
}

function Sending({ frame: { viewer, account }, most, received }: Props) {
  const w = words[viewer.language]
  const { size } = formatsIn(viewer.language)
  return (
    <Section id="send" title={w.send}>
      {received && <SentFiles viewer={viewer} received={received} />}
      <UploadPanel viewer={viewer} list="#shared">
        <Form viewer={viewer} action={portalPath(account.id, 'documents')} multipart>
          <FileField name="files" label={w.files} help={w.help(viewer.firmName, size(most))} multiple required />
          <Button>{w.sendAction}</Button>
        </Form>
      </UploadPanel>
    </Section>
  )
}

/** What became of each file: how it is called now, or why it was not taken. */
export function SentFiles({ viewer, received: { added, refused } }: { viewer: Viewer; received: Received }) {
  const w = words[viewer.language]
  const lines = [
    ...refused.map(({ name, why }) => `${name}: ${w.refused[why]}`),
    ...added.map(({ sent, document }) => `${sent}: ${outcomeOf(viewer, sent, document)}`),
  ]
  return (
    <ul class="received notice notice-warn" aria-label={w.outcome} role="alert">
      {(lines.length > 0 ? lines : [w.noFile]).map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

function outcomeOf(viewer: Viewer, sent: string, { outcome, name }: Added): string {
  const w = words[viewer.language]
  if (outcome === 'there already') return w.outcomes.there
  return name === sent ? w.outcomes.sent : w.as(name)
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
          {Number(document.is_new) === 1 && <Badge kind={newnessTones.new}>{w.isNew}</Badge>}
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
