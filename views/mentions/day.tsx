import type { ShownMention } from '#src/mentions/mention.ts'
import { ViewAll } from '../overview/page.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { MentionRow } from './list.tsx'
import { words } from './words.ts'

/** Where somebody wants one's eye, the newest first. */
export function LatestMentions({ viewer, mentions }: { viewer: Viewer; mentions: readonly ShownMention[] }) {
  const w = words[viewer.language]
  return (
    <Section id="mentions" title={w.menu} actions={<ViewAll viewer={viewer} href="/mentions" />}>
      {mentions.length === 0 && <Empty>{w.noneInDay}</Empty>}
      <ol class="rows notes">
        {mentions.map((mention) => (
          <MentionRow viewer={viewer} mention={mention} />
        ))}
      </ol>
    </Section>
  )
}
