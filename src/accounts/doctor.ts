import type { Db } from '#src/platform/db/database.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { wronglyFound } from '#src/search/doctor.ts'
import { findableOf } from './account.ts'

const accountsAtATime = 500

/** What is wrong with the accounts: each is sorted by its name and found by what it says. */
export async function wrongAccounts(db: Db): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; ; ) {
    const accounts = await db
      .selectFrom('account')
      .select(['id', 'name', 'sort_name', 'short_id', 'company_name', 'tax_id'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(accountsAtATime)
      .execute()
    if (accounts.length === 0) return wrong
    for (const account of accounts)
      if (account.sort_name !== asWords(account.name))
        wrong.push(`account ${account.short_id} is sorted by another name`)
    wrong.push(
      ...(await wronglyFound(
        db,
        'account',
        accounts.map((one) => ({ id: one.id, name: `account ${one.short_id}`, texts: findableOf(one) })),
      )),
    )
    after = accounts.at(-1)!.id
  }
}
