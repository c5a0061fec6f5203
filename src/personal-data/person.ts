import { narrowingsFor } from '#src/accounts/visible-events.ts'
import { auditHome, type Changes } from '#src/audit/audit.ts'
import type { PersonExport, PersonPart } from '#src/contacts/people.ts'
import { inTheClear } from '#src/platform/vault.ts'

/** What the audit trail tells of a person. */
export const personOfAudit: PersonPart = {
  columns: {
    'audit_event.contact_id': {
      merge: { stays: 'the events of all who were merged into one are told of it' },
      erasure: { stays: 'that something happened is kept; what it said of the person goes' },
    },
  },
  exports: [{ place: 90, facts: events }],
}

async function events({ act: { trx, vault, modules }, staff, contactIds, accountIds }: PersonExport) {
  const rows = await trx
    .selectFrom('audit_event')
    .select(['at', 'kind', 'actor', 'subject', 'changes', 'account_id', 'contact_id'])
    .where('contact_id', 'in', contactIds)
    .where((or) => or.or([or('account_id', 'is', null), or('account_id', 'in', [0, ...accountIds])]))
    .where((eb) => eb.and(narrowingsFor(modules, staff).map((narrowing) => narrowing(eb))))
    .orderBy('id')
    .execute()
  const told = rows.map(({ changes, account_id: accountId, contact_id: contactId, ...event }) => ({
    ...event,
    changes: Object.fromEntries(
      Object.entries((changes ? JSON.parse(changes) : {}) as Changes).map(([field, [old, now]]) => {
        const home = (side: 'old' | 'now') => auditHome({ accountId, contactId }, field, side)
        return [field, [inTheClear(vault, old, home('old')), inTheClear(vault, now, home('now'))]]
      }),
    ),
  }))
  return { events: told }
}
