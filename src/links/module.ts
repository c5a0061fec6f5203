import { accountTypes } from '#src/accounts/rules.ts'

import type { App } from '#src/platform/app.ts'
import type { Module } from '#src/platform/module.ts'
import { contactsExport } from './export.ts'
import { contactsSection } from './overview.tsx'
import { personOfLinks } from './person.ts'
import { linkRestorers } from './restore.ts'
import { linkRoutes } from './routes.tsx'

export const linksModule: Module = {
  name: 'links',
  person: personOfLinks,
  routes: [linkRoutes],
  overview: contactsSection,
  restores: linkRestorers,
  accountExport: contactsExport,
  doctor,
}

/** The invariants that everything rests on. */
async function doctor({ db }: App): Promise<string[]> {
  const lonely = await db.read
    .selectFrom('account')
    .leftJoin('link', 'link.account_id', 'account.id')
    .select(['account.id', 'account.short_id'])
    .where('link.account_id', 'is', null)
    .execute()
  const oddTypes = await db.read
    .selectFrom('account')
    .select('short_id')
    .where('type', 'not in', accountTypes)
    .execute()
  return [
    ...oddTypes.map((account) => `account ${account.short_id} has a type that is none`),
    ...lonely.map((account) => `account ${account.short_id} has no contact`),
  ]
}
