import type { MovedTable } from '#src/merges/move.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** As many as a message has room for. */
const most = 12

/** What to say of an undo: that it was done, and what it had to leave. */
export function undoneText(
  viewer: Viewer,
  left: readonly { table: MovedTable; account: string | undefined }[],
): string {
  const w = words[viewer.language]
  const things = left.map(({ table, account }) => (account ? w.ofAccount(w.things[table], account) : w.things[table]))
  const told = [...new Set(things)].slice(0, most)
  return told.length === 0 ? w.undone : w.undoneBut(formatsIn(viewer.language).list(told))
}
