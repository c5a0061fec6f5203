import type { MentionShown } from '#src/notes/mention.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { NoteText } from './text.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  mentions: readonly MentionShown[]
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
          <PostButton viewer={viewer} action="/notes/mentions/reading" label={w.readAll} kind="quiet" />
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
          {older && (
            <p class="pager">
              <a href={older} rel="next">
                {w.older} →
              </a>
            </p>
          )}
        </Section>
      </div>
    </Page>
  )
}

export function MentionRow({ viewer, mention }: { viewer: Viewer; mention: MentionShown }) {
  const w = words[viewer.language]
  return (
    <li id={`mention-${mention.id}`}>
      <div class="row-head">
        <span class="note-head">
          {mention.author} <span class="muted small">{w.wroteOn}</span>{' '}
          <a href={`/accounts/${mention.account_id}`}>{mention.account}</a>{' '}
          {mention.task && <span class="muted small">{w.inTask(mention.task)}</span>}{' '}
          <span class="muted small">
            <Moment viewer={viewer} at={mention.created_at} />
          </span>{' '}
          {!mention.seen_at && <Badge kind="info">{w.unread}</Badge>}
        </span>
        <PostButton viewer={viewer} action={`/notes/mentions/${mention.id}/opening`} label={w.open} kind="quiet" />
      </div>
      <NoteText text={mention.text} names={JSON.parse(mention.mentions)} />
    </li>
  )
}
