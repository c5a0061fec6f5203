import { formatsIn } from '#src/platform/language/format.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** As many as a message has room for. */
const most = 12

/** What to say of an undo: that it was done, and what it had to leave. */
export function undoneText(
  { language }: Viewer,
  left: readonly { thing: Record<Language, string>; account: string | undefined }[],
): string {
  const w = words[language]
  const things = left.map(({ thing, account }) => (account ? w.ofAccount(thing[language], account) : thing[language]))
  const told = [...new Set(things)].slice(0, most)
  return told.length === 0 ? w.undone : w.undoneBut(formatsIn(language).list(told))
}
