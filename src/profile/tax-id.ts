import { type Account, lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { isTaxIdMasked } from './rules.ts'

/** Reads an account's tax ID in the clear. A person's stands in the audit trail. Throws 404 where there is none. */
export async function readTaxId(act: Act, accountId: number): Promise<Account> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId)
  if (!account.tax_id) throw notFound()
  if (isTaxIdMasked(account))
    await record(act, { kind: 'secret read', accountId, subject: account.name, changes: { tax_id: [null, null] } })
  return account
}
