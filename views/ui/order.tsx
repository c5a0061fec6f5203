import type { Child } from 'hono/jsx'
import type { Viewer } from '../viewer.ts'
import { Field } from './field.tsx'
import { words } from './words.ts'

export interface Ordered {
  key: string
  name: string
  /** How the name is shown, where that is more than its text. */
  shown?: Child
  /** What else is said or chosen of it. */
  more?: Child
}

/** Things in an order, to change it by numbers, by buttons, and where there is JavaScript by dragging. It stands in a form, behind the button that saves. */
export function OrderList({
  viewer,
  items,
  typed,
}: {
  viewer: Viewer
  items: readonly Ordered[]
  /** The numbers to fill in, where they are not the places. */
  typed?: ReadonlyMap<string, number>
}) {
  return (
    <ol class="order" data-order>
      {items.map((item, i) => (
        <Row viewer={viewer} item={item} at={i} of={items.length} typed={typed?.get(item.key)} />
      ))}
    </ol>
  )
}

interface RowProps {
  viewer: Viewer
  item: Ordered
  at: number
  of: number
  typed: number | undefined
}

function Row({ viewer, item, at, of, typed }: RowProps) {
  const w = words[viewer.language]
  const button = (move: 'up' | 'down', label: string, says: string) => (
    <button type="submit" class="button button-quiet" name="move" value={`${move} ${item.key}`} aria-label={label}>
      {says}
    </button>
  )
  return (
    <li data-order-item>
      <Field
        name={`place_${item.key}`}
        label={<span class="visually-hidden">{w.placeOf(item.name)}</span>}
        type="number"
        min={1}
        max={of}
        size={3}
        value={typed ?? at + 1}
        class="place"
      />
      <bdi class="order-name">{item.shown ?? item.name}</bdi> {item.more}
      <div class="actions">
        {at > 0 && button('up', w.moveUp(item.name), w.up)}
        {at < of - 1 && button('down', w.moveDown(item.name), w.down)}
      </div>
    </li>
  )
}
