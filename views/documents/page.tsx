import type { AuditEvent } from '#src/audit/events.ts'
import type { Document } from '#src/documents/document.ts'
import type { FolderRow } from '#src/documents/folders/folder.ts'
import type { Newness } from '#src/documents/rules.ts'
import type { DocumentView } from '#src/documents/seen.ts'
import type { Version } from '#src/documents/versions.ts'
import { kindOf, misleadingEnding } from '#src/platform/files/kind.ts'
import type { Preview as Shown } from '#src/platform/files/preview.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { Crumbs } from './crumbs.tsx'
import { DocumentActions, SharingSwitch } from './edit.tsx'
import { History } from './history.tsx'
import { kindWords, words } from './page-words.ts'
import { documentPath } from './path.ts'
import { Preview } from './preview.tsx'
import { newnessTones } from './status.ts'
import { NewVersion, Versions } from './versions.tsx'
import { DocumentViews } from './views.tsx'

export interface DocumentProps {
  viewer: Viewer
  document: Document
  /** Those of the account that the reader may look into. */
  folders: readonly FolderRow[]
  /** As it was before this page was opened. */
  newness: Newness
  mayEdit: boolean
  preview: Shown
  versions: readonly Version[]
  moreVersions: boolean
  views: readonly DocumentView[]
  moreViews: boolean
  events: AuditEvent[]
  moreEvents: boolean
  /** How large a version may be, in bytes. */
  most: number
  /** What is wrong with the version that was just sent. */
  problem?: Problem | undefined
  /** Somebody else was quicker. */
  conflict?: boolean | undefined
  justEdited?: boolean | undefined
}

/** One document: what it is, what is in it, who had it in hands. */
export function DocumentPage({ head, ...props }: DocumentProps & { head: ProfileHead }) {
  return (
    <ProfilePage viewer={props.viewer} head={head} title={props.document.name}>
      <DocumentBody {...props} />
    </ProfilePage>
  )
}

export function DocumentBody(props: DocumentProps) {
  const { viewer, document, mayEdit, preview, most, problem, conflict } = props
  const w = words[viewer.language]
  const path = documentPath(document)
  const older = props.moreVersions ? `${path}/versions?before=${props.versions.at(-1)!.number}` : undefined
  return (
    <div id="document" class="stack">
      {conflict && (
        <p class="notice notice-bad" role="alert">
          {w.meanwhile}
        </p>
      )}
      <Crumbs
        viewer={viewer}
        accountId={document.account_id}
        folders={props.folders}
        folderId={document.folder_id}
        beyond={document.name}
      />
      <div class="split document-split">
        <div class="stack">
          <What {...props} />
          <Section id="document-preview" title={w.preview}>
            <Preview viewer={viewer} document={document} path={path} preview={preview} />
          </Section>
        </div>
        <div class="stack">
          <Section id="document-versions" title={w.versions}>
            <Versions {...props} older={older} />
            {mayEdit && <NewVersion viewer={viewer} document={document} most={most} problem={problem} />}
          </Section>
          <DocumentViews {...props} />
          <History
            viewer={viewer}
            events={props.events}
            older={props.moreEvents ? `${path}/history?before=${props.events.at(-1)!.id}` : undefined}
          />
        </div>
      </div>
    </div>
  )
}

function What({ viewer, document, newness, preview, mayEdit }: DocumentProps) {
  const w = words[viewer.language]
  const kinds = kindWords[viewer.language]
  const path = documentPath(document)
  const { time } = datesFor(viewer)
  const { size } = formatsIn(viewer.language)
  const at = time(document.added_at)
  const misleading = misleadingEnding(document.name, document.type)
  return (
    <Section
      id="document-facts"
      title={document.name}
      actions={
        <>
          {mayEdit && <DocumentActions viewer={viewer} document={document} />}
          {preview.as !== 'missing' && (
            <LinkButton href={`${path}/download`} kind="primary">
              {w.download}
            </LinkButton>
          )}
        </>
      }
    >
      {misleading && <p class="notice notice-warn">{w.misleading(misleading, kinds[kindOf(document.type)])}</p>}
      <Facts
        facts={[
          [w.type, kinds[kindOf(document.type)]],
          [w.size, size(Number(document.size))],
          [
            w.added,
            <>
              {document.from_client === 1 ? w.byClient(at, document.added_by_name) : w.by(at, document.added_by_name)}{' '}
              {newness && <Badge kind={newnessTones[newness]}>{newness === 'new' ? w.wasNew : w.wasNewToYou}</Badge>}
            </>,
          ],
          [
            w.visibility,
            mayEdit ? (
              <SharingSwitch viewer={viewer} document={document} />
            ) : document.is_shared === 1 ? (
              w.shared
            ) : (
              w.private
            ),
          ],
        ]}
      />
    </Section>
  )
}
