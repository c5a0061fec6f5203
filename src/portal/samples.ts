import { addClient, addGuest, inviteGuest } from '#src/testing/clients.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { issueResetToken } from './tokens.ts'

export const samples = parameters({
  '/portal/accounts/:id': (world) => world.client.accountId,
  '/portal/activation/:token': async (world) => inviteGuest(world, await addGuest(world, crypto.randomUUID())),
  '/portal/password-reset/:token': async (world) => {
    const { loginId } = await addClient(world, crypto.randomUUID())
    return world.perform((act) => issueResetToken(act.trx, loginId, act.at))
  },
})
