import type { Home } from '#src/platform/vault.ts'
import type { Subject } from './rules.ts'
import type { Owner } from './value.ts'

declare module '#src/platform/vault.ts' {
  interface Homes {
    'custom_value.value': [subject: Subject, ownerId: number, fieldId: number]
    'custom_change.old': [subject: Subject, ownerId: number, fieldId: number]
    'custom_change.new': [subject: Subject, ownerId: number, fieldId: number]
    'audit_undo.data': [subject: Subject, ownerId: number, fieldId: number, side: Side]
  }
}

type Side = 'old' | 'new'

/** Whose a row of values, or of their history, is. */
export const ownerIn = (row: { account_id: number | null; contact_id: number | null }): Owner =>
  row.account_id === null ? { subject: 'contact', id: row.contact_id ?? 0 } : { subject: 'account', id: row.account_id }

// A field has one value of each owner, so the two name the row.
export const valueHome = ({ subject, id }: Owner, fieldId: number): Home => ['custom_value.value', subject, id, fieldId]
export const changeHome = (side: Side, { subject, id }: Owner, fieldId: number): Home => [
  `custom_change.${side}`,
  subject,
  id,
  fieldId,
]
export const undoHome = (side: Side, { subject, id }: Owner, fieldId: number): Home => [
  'audit_undo.data',
  subject,
  id,
  fieldId,
  side,
]
