import type { NoteVersion } from '#src/notes/history.ts'
import type { ShownNote } from '#src/notes/list.ts'
import { mayEditNote } from '#src/notes/rules.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Older } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { versionTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  note: ShownNote
  versions: readonly NoteVersion[]
  /** The address of the versions before these. */
  older: string | undefined
  /** Somebody has changed it meanwhile. */
  stale: boolean
}

/** What a note says and what it said before, each with the way back to it. */
export function NoteHistoryPage({ viewer, head, note, versions, older, stale }: Props) {
  const w = words[viewer.language]
  const path = `/accounts/${head.id}/notes/${note.id}`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.historyOf}>
      <div class="narrow">
        {stale && (
          <p class="notice notice-warn" role="alert">
            {w.changedMeanwhile}
          </p>
        )}
        <Section
          id="history"
          title={w.historyOf}
          actions={
            <a class="action" href={path}>
              {w.note}
            </a>
          }
        >
          <ol class="rows notes">
            <li>
              <div class="row-head">
                <When viewer={viewer} author={note.editor ?? note.author} at={note.edited_at ?? note.created_at} />
                <Badge kind={versionTones.now}>{w.now}</Badge>
              </div>
              <MarkdownText text={note.text} names={note.mentions} />
            </li>
            {versions.map((version) => (
              <li>
                <div class="row-head">
                  <When viewer={viewer} author={version.author} at={version.at} />
                  {mayEditNote(viewer.staff, note) && version.text !== note.text && (
                    <PostButton
                      viewer={viewer}
                      action={`${path}/history/${version.id}/restoration`}
                      fields={{ version: note.version }}
                      label={w.bringBack}
                      kind="quiet"
                    />
                  )}
                </div>
                <MarkdownText text={version.text} names={note.mentions} />
              </li>
            ))}
          </ol>
          {versions.length === 0 && <Empty>{w.noHistory}</Empty>}
          <Older viewer={viewer} href={older} />
        </Section>
      </div>
    </ProfilePage>
  )
}

const When = ({ viewer, author, at }: { viewer: Viewer; author: string; at: string }) => (
  <span class="note-head">
    <bdi>{author}</bdi>{' '}
    <span class="muted small">
      <Moment viewer={viewer} at={at} />
    </span>
  </span>
)
