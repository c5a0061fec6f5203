import type { Child } from 'hono/jsx'
import { tagClass } from './tag-colours.ts'

/**
 * What a badge means to its reader: as it should be; new, or under way; waits for somebody, or is out of the ordinary; failed, or late;
 * none of these.
 */
export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'neutral'

/** The tone of each status of one kind. They stand in `views/<noun>/status.ts`, once: a status looks the same wherever it is said. */
export type Tones<Status extends string> = Readonly<Record<Status, Tone>>

export const Badge = ({ kind = 'neutral', children }: { kind?: Tone; children?: Child }) => (
  <span class={`badge badge-${kind}`}>{children}</span>
)

export const TagBadge = ({ name, colour }: { name: string; colour: string }) => (
  <span class={tagClass(colour)}>{name}</span>
)

/** A row of tags; nothing where there are none. */
export const TagList = ({ tags }: { tags: readonly { name: string; colour: string }[] }) =>
  tags.length === 0 ? null : (
    <span class="tags">
      {tags.map((tag) => (
        <>
          <TagBadge {...tag} />{' '}
        </>
      ))}
    </span>
  )
