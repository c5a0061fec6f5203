import { requireOpening } from '#src/accounts/opens.ts'
import { switches } from '#src/addresses/rules.ts'
import type { Act } from '#src/audit/audit.ts'
import type { Trx } from '#src/platform/db/database.ts'

/** Who gets what of which account by the addresses and logins of these contacts: each way by its name, with the account. */
async function waysIn(trx: Trx, contactIds: readonly number[]): Promise<Map<string, number>> {
  const settings = await trx
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .select(['address_setting.account_id', 'address.email_key', ...switches])
    .where('address.contact_id', 'in', contactIds)
    .execute()
  const opened = await trx
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .select(['portal_access.account_id', 'portal_access.login_id'])
    .where('portal_login.contact_id', 'in', contactIds)
    .execute()
  return new Map([
    ...settings.flatMap(({ account_id, email_key, ...on }) =>
      switches
        .filter((name) => on[name] === 1)
        .map((name): [string, number] => [`${name} ${account_id} ${email_key}`, account_id]),
    ),
    ...opened.map(({ account_id, login_id }): [string, number] => [`access ${account_id} ${login_id}`, account_id]),
  ])
}

/**
 * Moves rows of these contacts about, whichever they are, and then compares who gets in with who did before: what is new must be its
 * author's to open. Throws NotYoursToOpen.
 */
export async function openingNothingElse<T>(
  act: Act,
  contactIds: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const before = await waysIn(act.trx, contactIds)
  const result = await work()
  const now = await waysIn(act.trx, contactIds)
  const added = [...now].filter(([way]) => !before.has(way)).map(([, accountId]) => accountId)
  await requireOpening(act, added)
  return result
}
