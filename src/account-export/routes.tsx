import { Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { wholeAccount } from '#src/activity/export.ts'
import { perform, record } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import { toId } from '#src/platform/web/form.ts'
import { sendZip } from '#src/platform/web/zip.ts'
import { actorOf, languageOf, may, staffOf } from '#src/staff/gate.ts'

export function exportRoutes(app: App): Hono {
  const routes = new Hono()

  routes.post('/accounts/:id/export', may('manage accounts'), async (c) => {
    const account = await findAccount(app.db.read, staffOf(c), toId(c.req.param('id')))
    const firm = await findFirm(app.db.read)
    await perform(app, actorOf(c), (act) =>
      record(act, { kind: 'account exported', accountId: account.id, subject: account.name }),
    )
    const entries = await wholeAccount({
      app,
      account,
      staff: staffOf(c),
      language: languageOf(c, app),
      country: firm?.country ?? '',
      timeZone: firm?.time_zone ?? 'UTC',
    })
    const day = app.clock().toISOString().slice(0, 10)
    return sendZip(c, `${account.short_id.replace(/[^\w-]+/g, '_')}-${day}.zip`, entries)
  })

  return routes
}
