import { addClient, addGuest, inviteGuest } from '#src/testing/clients.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { password } from '#src/testing/world.ts'
import { issueResetToken } from './tokens.ts'

export const samples = parameters({
  '/portal/accounts/:id': (world) => world.client.accountId,
  '/portal/activation/:token': async (world) => inviteGuest(world, await addGuest(world, crypto.randomUUID())),
  '/portal/password-reset/:token': async (world) => {
    const { loginId } = await addClient(world, crypto.randomUUID())
    return world.perform((act) => issueResetToken(act.trx, loginId, act.at))
  },
})

export const forms = sent({
  '/portal/sign-out': () => ({}),
  '/portal/password': () => ({ now: password, password: 'another long password', again: 'another long password' }),
  '/portal/sessions/removal': async (world) => {
    await world.asClient(world.client.loginId)
    return {}
  },
  '/portal/language': () => ({ language: 'pt' }),
})
