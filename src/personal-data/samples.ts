import { archiveAccount } from '#src/accounts/account.ts'
import { sent } from '#src/testing/sample-world.ts'

export const forms = sent({
  '/contacts/:id/export': () => ({}),
  '/contacts/:id/erasure': async (world, { id }) => {
    const contacts = world.app.db.read.selectFrom('contact').select('display_name').where('id', '=', id!)
    const links = world.app.db.read.selectFrom('link').select('account_id').where('contact_id', '=', id!)
    for (const { account_id } of await links.execute()) await world.perform((act) => archiveAccount(act, account_id))
    await world.app.db.write((trx) => trx.updateTable('firm').set({ retention_years: 0 }).execute())
    return { name: (await contacts.executeTakeFirstOrThrow()).display_name }
  },
})
