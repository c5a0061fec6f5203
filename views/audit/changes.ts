import type { Changes } from '#src/audit/audit.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Language } from '#src/platform/language/language.ts'
import { isSealed } from '#src/platform/vault.ts'
import { can } from '#src/staff/rights.ts'
import type { Viewer } from '../viewer.ts'
import { fieldWords } from './event-words.ts'
import { type FieldWords, words } from './words.ts'

/** One changed field as people read it. Both values are null where only that it changed is told. */
export interface VisibleChange {
  label: string
  old: string | null
  now: string | null
}

const known: Readonly<Record<string, FieldWords>> = fieldWords

/** The words of a field of ours. A custom field may be called anything, “constructor” too: it has none. */
const wordsOf = (field: string): FieldWords | undefined => (Object.hasOwn(known, field) ? known[field] : undefined)

const labelOf = (language: Language, field: string): string => wordsOf(field)?.[language] ?? field

/** A value as it may be shown: one that is encrypted at rest stays unread, one of ours is in the reader's language. */
const shownIn = (words: Readonly<Record<string, string>>) => (value: string | null) => {
  if (value === null) return null
  if (isSealed(value)) return '•••'
  return Object.hasOwn(words, value) ? words[value]! : value
}

type Reader = Parameters<typeof can>[0]

const hides = (seenBy: FieldWords['seenBy'], reader: Reader): boolean =>
  seenBy !== undefined && (seenBy === 'nobody' || !can(reader, seenBy))

/** What an event changed, as that reader of it may know. */
export const visibleChanges = (language: Language, changes: Changes, reader: Reader): VisibleChange[] =>
  Object.entries(changes).map(([field, [old, now]]) => {
    const { values, seenBy } = wordsOf(field) ?? {}
    const label = labelOf(language, field)
    if (hides(seenBy, reader)) return { label, old: null, now: null }
    const shown = shownIn(values?.[language] ?? {})
    return { label, old: shown(old), now: shown(now) }
  })

/** What to say when a change was taken back; `left` names the fields and things that had to stay as they are. */
export function restoredText({ language }: Viewer, left: readonly string[]): string {
  const w = words[language]
  if (left.length === 0) return w.restored
  return w.restoredPartly(formatsIn(language).list(left.map((name) => labelOf(language, name))))
}
