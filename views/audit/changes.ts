import type { Changes } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { isSealed } from '#src/platform/vault.ts'
import { can } from '#src/staff/rights.ts'
import { kindWords as queueKinds } from '../queue/words.ts'
import { words as taskWords } from '../tasks/words.ts'
import { fieldWords, words } from './words.ts'

/** One changed field as people read it. Both values are null where only that it changed is told. */
export interface ToldChange {
  label: string
  old: string | null
  now: string | null
}

/** Fields whose values are for the people concerned alone: that they changed is told, not what they are. */
const secret = new Set(['tax_id', 'iban'])

/** The words for what one of our own fields holds, where those are words of ours. */
function wordsFor(language: Language, field: string): Record<string, string> {
  const { statuses, priorities, visibilities } = taskWords[language]
  const { yes, no } = words[language]
  const worded: Record<string, Record<string, string>> = {
    shared: { yes, no },
    time_billable: { yes, no },
    last_day: { yes, no },
    status: statuses,
    priority: priorities,
    is_shared: visibilities,
    work: queueKinds[language],
  }
  return Object.hasOwn(worded, field) ? worded[field]! : {}
}

/** A value as it may be shown: one that is encrypted at rest stays unread, one of ours is in the reader's language. */
const shownIn = (words: Record<string, string>) => (value: string | null) => {
  if (value === null) return null
  if (isSealed(value)) return '•••'
  return Object.hasOwn(words, value) ? words[value]! : value
}

/** What was done with somebody's time, for those alone who may see all time entries. */
const ofTime = new Set(['time_day', 'time_spent', 'time_work', 'time_service', 'time_job', 'time_billable'])

/** What an event changed, as that reader of it may know. */
export const toldChanges = (language: Language, changes: Changes, reader: Parameters<typeof can>[0]): ToldChange[] =>
  Object.entries(changes).map(([field, [old, now]]) => {
    const labels: Record<string, string> = fieldWords[language]
    const shown = shownIn(wordsFor(language, field))
    // A custom field may be called anything, “constructor” too.
    const label = (Object.hasOwn(labels, field) && labels[field]) || field
    const hidden = secret.has(field) || (ofTime.has(field) && !can(reader, 'see all time entries'))
    return hidden ? { label, old: null, now: null } : { label, old: shown(old), now: shown(now) }
  })
