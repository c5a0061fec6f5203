import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { findPortalState } from './state.ts'

/** Who can open the account in the portal, and since when. */
export async function* portalExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const logins = await app.db.read
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select(['portal_login.contact_id', 'portal_login.email', 'portal_login.last_login_at'])
    .select('portal_access.created_at as since')
    .where('portal_access.account_id', '=', account.id)
    .orderBy('portal_login.id')
    .execute()
  yield { facts: { portal: { state: await findPortalState(app.db.read, account.id), logins } } }
}
