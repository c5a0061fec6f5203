import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { groupsOfAccount } from './list.ts'

/** The names of the groups that an account is in. */
export async function* groupsExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const groups = await groupsOfAccount(app.db.read, account.id)
  yield { facts: { groups: groups.map((group) => group.name) } }
}
