import { changeAccount } from '#src/accounts/account.ts'
import { events } from '#src/audit/events.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'

export const samples = parameters({
  '/accounts/:id/activity/:eventId': async (world, { id }) => {
    const accounts = world.app.db.read.selectFrom('account').select('version').where('id', '=', id)
    const { version } = await accounts.executeTakeFirstOrThrow()
    await world.perform((act) => changeAccount(act, id, version, { company_city: `Porto ${version}` }))
    return (await events(world.app.db.read, { accountId: id }, 1)).events[0]!.id
  },
})

export const forms = sent({
  '/accounts/:id/activity/:eventId/restoration': () => ({}),
})
