import { TOTP } from 'otpauth'
import { sent } from '#src/testing/sample-world.ts'
import { password, type World } from '#src/testing/world.ts'
import { beginSetup, findAuthenticator, finishSetup } from './authenticator.ts'

/** The code that an app shows for a secret at that moment. */
export const codeOf = (secret: string, at: Date): string => new TOTP({ secret }).generate({ timestamp: at.getTime() })

/** Has somebody begun to set up an app; gives its secret. */
export async function begunSetup({ app, perform }: World, staffId: number): Promise<string> {
  await perform((act) => beginSetup(act, staffId))
  return (await findAuthenticator(app.db.read, app.vault, staffId)).waiting!
}

/** Gives somebody an app; gives its secret. */
export async function withApp(world: World, staffId: number): Promise<string> {
  const secret = await begunSetup(world, staffId)
  await world.perform((act) => finishSetup(act, { id: staffId, name: 'Somebody' }, codeOf(secret, world.app.now)))
  return secret
}

export const forms = sent({
  '/me/second-factor': () => ({ password }),
  '/me/second-factor/confirmation': async (world, _, me) => ({
    setup_code: codeOf(await begunSetup(world, me), world.app.now),
  }),
  '/settings/second-factor': () => ({ second_factor: 'admins' }),
  '/settings/team/:id/second-factor/removal': async (world, { id }) => {
    await withApp(world, id!)
    return {}
  },
})
