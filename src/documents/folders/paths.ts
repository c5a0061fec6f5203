import type { FolderRow } from './folder.ts'

/** How deep folders may stand in each other. */
export const deepest = 20

/** What is known of a folder here: its own number and that of the one it stands in. */
interface Placed {
  id: number
  parent_id: number | null
}

/** The folders above a folder and itself, from the top down. */
export function pathTo<F extends Placed>(folders: readonly F[], id: number | null): F[] {
  return pathAmong(new Map(folders.map((folder) => [folder.id, folder])), id)
}

/** The same of folders by their numbers, for whoever asks for many paths. */
export function pathAmong<F extends Placed>(byId: ReadonlyMap<number, F>, id: number | null): F[] {
  const path: F[] = []
  for (let at = id === null ? undefined : byId.get(id); at && path.length <= deepest; ) {
    path.unshift(at)
    at = at.parent_id === null ? undefined : byId.get(at.parent_id)
  }
  return path
}

/** A folder and all those in it, at any depth. */
export function within<F extends Placed>(folders: readonly F[], id: number): F[] {
  const inside = Map.groupBy(folders, (folder) => folder.parent_id)
  const found = new Set(folders.filter((folder) => folder.id === id))
  // A set is walked through with what is added to it on the way.
  for (const folder of found) for (const one of inside.get(folder.id) ?? []) found.add(one)
  return [...found]
}

/** How many of these folders stand in each other at most. */
export function depthOf<F extends Placed>(folders: readonly F[]): number {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  return folders.reduce((depth, { id }) => Math.max(depth, pathAmong(byId, id).length), 0)
}

/** So many of a list at a time, for statements that name each of them. */
export function* chunks<T>(all: readonly T[], atATime: number): Generator<T[]> {
  for (let i = 0; i < all.length; i += atATime) yield all.slice(i, i + atATime)
}

/** The folders that stand in a folder, or at the top: there also those that stand in one that the person may not look into. */
export function foldersInside(folders: readonly FolderRow[], id: number | null): FolderRow[] {
  const known = new Set(folders.map((folder) => folder.id))
  return folders.filter((folder) =>
    id === null ? folder.parent_id === null || !known.has(folder.parent_id) : folder.parent_id === id,
  )
}

/** All folders one below the other, each behind the one that it stands in, with how deep that is. */
export function inOrder(folders: readonly FolderRow[]): [FolderRow, number][] {
  const inside = Map.groupBy(folders, (folder) => folder.parent_id)
  const below = (some: readonly FolderRow[], depth: number): [FolderRow, number][] =>
    some.flatMap((folder) => [[folder, depth] as [FolderRow, number], ...below(inside.get(folder.id) ?? [], depth + 1)])
  return below(foldersInside(folders, null), 0)
}
