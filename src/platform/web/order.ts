import type { Posted } from './form.ts'

/** What was asked of an ordered list: the numbers typed beside its items, or one item moved by a place with a button. */
export interface Reordering {
  typed: ReadonlyMap<string, number>
  move: { item: string; by: -1 | 1 } | null
}

/** Reads what a list with fields `place_ITEM` and buttons `move` = "up ITEM" or "down ITEM" was sent with. What is no number counts as not typed. */
export function readReordering(posted: Posted, items: readonly string[]): Reordering {
  const typed = new Map<string, number>()
  for (const item of items) {
    const place = posted.get(`place_${item}`)?.[0]?.trim() ?? ''
    if (/^[1-9]\d{0,3}$/.test(place)) typed.set(item, Number(place))
  }
  const [direction, item] = (posted.get('move')?.[0] ?? '').split(' ')
  const by = direction === 'up' ? -1 : direction === 'down' ? 1 : null
  return { typed, move: by && item !== undefined ? { item, by } : null }
}

/** The items in the order that was asked for. One that is given the number of another takes its place: before it on the way up, behind it on the way down. */
export function reordered(was: readonly string[], { typed, move }: Reordering): string[] {
  if (move) return moved(was, move.item, move.by)
  const places = new Map(was.map((item, i) => [item, i + 1]))
  const place = (item: string) => {
    const before = places.get(item) ?? 0
    const wanted = typed.get(item) ?? before
    return wanted + Math.sign(wanted - before) / 2
  }
  return was.toSorted((a, b) => place(a) - place(b))
}

function moved(was: readonly string[], item: string, by: -1 | 1): string[] {
  const from = was.indexOf(item)
  const to = from + by
  if (from < 0 || to < 0 || to >= was.length) return [...was]
  return was.toSpliced(from, 1).toSpliced(to, 0, item)
}
