import type { Changes } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { isSealed } from '#src/platform/vault.ts'
import { fieldWords } from './words.ts'

/** One changed field as people read it. Both values are null where only that it changed is told. */
export interface ToldChange {
  label: string
  old: string | null
  now: string | null
}

/** Fields whose values are for the people concerned alone: that they changed is told, not what they are. */
const secret = new Set(['tax_id', 'iban'])

/** A value as it may be shown: one that is encrypted at rest stays unread. */
const shown = (value: string | null) => (value !== null && isSealed(value) ? '•••' : value)

/** What an event changed, as anybody who sees the event may read it. */
export const toldChanges = (language: Language, changes: Changes): ToldChange[] =>
  Object.entries(changes).map(([field, [old, now]]) => {
    const labels: Record<string, string> = fieldWords[language]
    // A custom field may be called anything, “constructor” too.
    const label = (Object.hasOwn(labels, field) && labels[field]) || field
    return secret.has(field) ? { label, old: null, now: null } : { label, old: shown(old), now: shown(now) }
  })
