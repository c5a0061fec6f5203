import type { Changes } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import { isDate } from '#src/platform/language/calendar.ts'
import { type DateReader, datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { Language } from '#src/platform/language/language.ts'
import { isSealed } from '#src/platform/vault.ts'
import { can } from '#src/staff/rights.ts'
import type { Viewer } from '../viewer.ts'
import { fieldWords, valueWordsOf } from './event-words.ts'
import { type FieldWords, type ValueWords, words } from './words.ts'

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

/** Who reads an event, and how they write dates. */
interface Reader extends DateReader {
  language: Language
  staff: Parameters<typeof can>[0]
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** A date, a moment or an amount as its reader writes it, in whatever field it stands; anything else as it is. */
function formatted(reader: Reader, value: string): string {
  if (isDate(value)) return datesFor(reader).date(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return datesFor(reader).time(value)
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value) ?? []
  return amount && currencies.has(currency!) ? formatsIn(reader.language).money(amount, currency!) : value
}

/** A value as it may be shown: one that is encrypted at rest stays unread, one of ours is in the reader's language. */
function shownTo(reader: Reader, values: ValueWords | undefined, isList: boolean) {
  const words = values?.[reader.language]
  const one = (value: string): string => {
    if (typeof words === 'function') return words(value)
    return words && Object.hasOwn(words, value) ? words[value]! : formatted(reader, value)
  }
  return (value: string | null) => {
    if (value === null) return null
    if (isSealed(value)) return '•••'
    return isList ? value.split(', ').map(one).join(', ') : one(value)
  }
}

const hides = (seenBy: FieldWords['seenBy'], { staff }: Reader): boolean =>
  seenBy !== undefined && (seenBy === 'nobody' || !can(staff, seenBy))

/** What an event changed, as that reader of it may know. */
export const visibleChanges = (
  reader: Reader,
  { kind, changes }: { kind: AuditKind; changes: Changes },
): VisibleChange[] =>
  Object.entries(changes).map(([field, [old, now]]) => {
    const words = wordsOf(field)
    const label = labelOf(reader.language, field)
    if (hides(words?.seenBy, reader)) return { label, old: null, now: null }
    const shown = shownTo(reader, words ? words.values : valueWordsOf(kind), words?.isList ?? false)
    return { label, old: shown(old), now: shown(now) }
  })

/** What to say when a change was taken back; `left` names the fields and things that had to stay as they are. */
export function restoredText({ language }: Viewer, left: readonly string[]): string {
  const w = words[language]
  if (left.length === 0) return w.restored
  return w.restoredPartly(formatsIn(language).list(left.map((name) => labelOf(language, name))))
}
