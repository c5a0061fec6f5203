import type { Bulk } from './bulk.ts'

interface Event {
  at: string
  kind: string
  staffId: number
  subject: string
  account?: number
  contact?: number
  changes?: object
}

/** Says in the audit trail what somebody of the staff did. */
export function recordEvent(bulk: Bulk, { at, kind, staffId, subject, account, contact, changes }: Event): void {
  bulk.add('audit_event', {
    at,
    kind,
    staff_id: staffId,
    actor: `Staff ${staffId}`,
    address: '192.0.2.7',
    user_agent: 'Mozilla/5.0 (X11; Linux x64) Bench',
    account_id: account ?? null,
    contact_id: contact ?? null,
    subject,
    changes: changes ? JSON.stringify(changes) : null,
  })
}
