import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { switches } from './rules.ts'

/** What each address is to the account: its switches, and what it is notified of. */
export async function* addressesExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const rows = await app.db.read
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .select(['address.contact_id', 'address.email', 'preferences', ...switches])
    .where('address_setting.account_id', '=', account.id)
    .orderBy('address.id')
    .execute()
  const addresses = rows.map(({ contact_id, email, preferences, ...on }) => ({
    contact_id,
    email,
    ...Object.fromEntries(switches.map((name) => [name, on[name] === 1])),
    preferences: JSON.parse(preferences),
  }))
  yield { facts: { addresses } }
}
