import type { Child } from 'hono/jsx'
import { tagClass } from './tag-colours.ts'

export type BadgeKind = 'neutral' | 'good' | 'warn' | 'bad' | 'info'

export const Badge = ({ kind = 'neutral', children }: { kind?: BadgeKind; children?: Child }) => (
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
