import { Hono } from 'hono'
import { mustSee } from '#src/accounts/account.ts'
import { accountIn } from '#src/accounts/page.ts'
import { wholeAccount } from '#src/activity/export.ts'
import { record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { sendZip } from '#src/platform/files/zip.ts'
import { languageOf, may } from '#src/staff/gate.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'account exported': true
  }
}

export const exportRoutes = new Hono()

exportRoutes.post('/accounts/:id/export', may('manage accounts'), async (c) => {
  const account = await accountIn(c)
  const firm = await findFirm(c.var.db)
  const staff = await write(c, async (act) => {
    const reader = await mustSee(act, account.id, 'manage accounts')
    await record(act, { kind: 'account exported', accountId: account.id, subject: account.name })
    return reader!
  })
  const entries = await wholeAccount({
    app: c.var.app,
    account,
    staff,
    language: languageOf(c),
    country: firm?.country ?? '',
    timeZone: firm?.time_zone ?? 'UTC',
  })
  const day = c.var.app.clock().toISOString().slice(0, 10)
  return sendZip(c, `${account.short_id.replace(/[^\w-]+/g, '_')}-${day}.zip`, entries)
})
