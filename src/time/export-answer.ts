import type { Context } from 'hono'
import type { Account } from '#src/accounts/account.ts'
import { record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { sendCsv } from '#src/platform/web/csv.ts'
import { languageOf } from '#src/staff/gate.ts'
import { timeAsCsv } from './export.ts'
import { type TimeFilter, writeFilter } from './filter.ts'
import { mustSeeTime } from './list.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'time exported': true
  }
}

/** Answers with the entries of a filter as CSV, as far as the reader may see them then, and leaves a line in the activity. */
export async function exportEntries(c: Context, filter: TimeFilter, account?: Account): Promise<Response> {
  const db = c.var.db
  const firm = await findFirm(db)
  const staff = await write(c, async (act) => {
    const reader = await mustSeeTime(act, filter)
    await record(act, {
      kind: 'time exported',
      ...(account ? { accountId: account.id, subject: account.name } : {}),
      changes: { filters: [null, String(writeFilter(filter)) || '—'] },
    })
    return reader!
  })
  const csv = timeAsCsv({
    db,
    staff,
    filter,
    language: languageOf(c),
    country: firm?.country ?? '',
    rounding: firm?.time_rounding ?? 0,
  })
  return sendCsv(c, `time-${c.var.app.clock().toISOString().slice(0, 10)}.csv`, csv)
}
