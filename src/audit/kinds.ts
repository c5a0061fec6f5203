/** Everything that the audit trail tells of. Each noun adds its kinds, as it adds its tables; the words stand in its `event-words.ts`. */
export interface AuditKinds {
  /** Somebody tried what they may not do. */
  refused: true
  /** What an event changed was taken back. */
  restored: true
}

export type AuditKind = keyof AuditKinds
