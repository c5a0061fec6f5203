import type { ShownMention } from '#src/mentions/mention.ts'
import { Page } from '#views/layout/page.tsx'
import { Badge } from '#views/ui/badge.tsx'
import { PostButton } from '#views/ui/button.tsx'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { Older } from '#views/ui/pager.tsx'
import { Empty, Section } from '#views/ui/section.tsx'
import { Moment } from '#views/ui/time.tsx'
import type { Viewer } from '#views/viewer.ts'
import { mentionTones } from './status.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  mentions: readonly ShownMention[]
  /** The address of the mentions before these. */
  older: string | undefined
}

/** Where the reader is mentioned, the newest first. */
export function MentionsPage({ viewer, mentions, older }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.mentions}>
      <div class="page-head">
        <h1>{w.mentions}</h1>
        {(viewer.waiting.mentions ?? 0) > 0 && (
          <PostButton viewer={viewer} action="/mentions/reading" label={w.readAll} kind="quiet" />
        )}
      </div>
      <div class="narrow">
        <Section id="mentions" title={w.mentionsOf}>
          {mentions.length === 0 && <Empty>{w.noMentions}</Empty>}
          <ol class="rows notes">
            {mentions.map((mention) => (
              <MentionRow viewer={viewer} mention={mention} />
            ))}
          </ol>
          <Older viewer={viewer} href={older} />
        </Section>
      </div>
    </Page>
  )
}

export function MentionRow({ viewer, mention }: { viewer: Viewer; mention: ShownMention }) {
  const w = words[viewer.language]
  return (
    <li id={`mention-${mention.id}`}>
      <div class="row-head">
        <span class="note-head">
          {mention.author} <span class="muted small">{w.wroteOn}</span>{' '}
          <a href={`/accounts/${mention.account_id}`}>{mention.account}</a>{' '}
          {mention.title && <span class="muted small">{mention.words[viewer.language].called(mention.title)}</span>}{' '}
          <span class="muted small">
            <Moment viewer={viewer} at={mention.created_at} />
          </span>{' '}
          {!mention.seen_at && <Badge kind={mentionTones.unread}>{w.unread}</Badge>}
        </span>
        <PostButton viewer={viewer} action={`/mentions/${mention.id}/opening`} label={w.open} kind="quiet" />
      </div>
      <MarkdownText text={mention.text} names={mention.names} />
    </li>
  )
}
