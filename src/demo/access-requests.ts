import { askForAccess, declineAccess, grantAccess } from '#src/access-requests/access-request.ts'
import type { Act } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { daysAgo } from './moments.ts'
import type { Colleague } from './staff.ts'

const reasons = {
  en: ['I take over her payroll.', 'A friend of mine, he asked me.', 'She called me this morning.'],
  pt: ['Fico com os salários dela.', 'É meu amigo e pediu-me.', 'Telefonou-me hoje de manhã.'],
}

/** The employee has asked for three accounts that they don't see: they have one, were refused one, and wait for the answer about one. */
export async function askForAccounts(act: Act, staff: readonly Colleague[], language: Language): Promise<void> {
  const [owner, , employee] = staff
  const unseen = await act.trx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('archived_at', 'is', null)
    .where('created_at', '<', daysAgo(act, 60).at)
    .where('id', 'not in', (eb) =>
      eb.selectFrom('account_team').select('account_id').where('staff_id', '=', employee!.staffId),
    )
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  const days = [30, 16, 1]
  const ids: number[] = []
  for (const [i, { name }] of unseen.entries()) {
    const then = daysAgo(act, days[i]!, employee)
    await askForAccess(then, employee!.staffId, name, reasons[language][i]!)
    const made = act.trx.selectFrom('access_request').select('id').orderBy('id', 'desc')
    ids.push((await made.executeTakeFirstOrThrow()).id)
  }
  await grantAccess(daysAgo(act, days[0]! - 1, owner), ids[0]!, unseen[0]!.id)
  await declineAccess(daysAgo(act, days[1]! - 1, owner), ids[1]!)
}
