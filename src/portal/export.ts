import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { findPortalState } from './state.ts'

/** Who can open the account in the portal, since when, and every time that they came. */
export async function* portalExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const logins = await app.db.read
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select(['portal_login.id', 'portal_login.contact_id', 'portal_login.email', 'portal_login.last_login_at'])
    .select('portal_access.created_at as since')
    .where('portal_access.account_id', '=', account.id)
    .orderBy('portal_login.id')
    .execute()
  const visits = await app.db.read
    .selectFrom('portal_access')
    .innerJoin('portal_visit', 'portal_visit.login_id', 'portal_access.login_id')
    .select(['portal_visit.login_id', 'portal_visit.at', 'portal_visit.how', 'portal_visit.user_agent'])
    .where('portal_access.account_id', '=', account.id)
    .orderBy('portal_visit.id')
    .execute()
  const byLogin = Map.groupBy(visits, (visit) => visit.login_id)
  yield {
    facts: {
      portal: {
        state: await findPortalState(app.db.read, account.id),
        logins: logins.map(({ id, ...login }) => ({
          ...login,
          visits: (byLogin.get(id) ?? []).map(({ at, how, user_agent }) => ({ at, how, user_agent })),
        })),
      },
    },
  }
}
