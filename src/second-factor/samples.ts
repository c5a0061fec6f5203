import { TOTP } from 'otpauth'
import { sessionsOf } from '#src/staff/sessions.ts'
import { sent } from '#src/testing/sample-world.ts'
import { password, type World } from '#src/testing/world.ts'
import { beginSetup, findAuthenticator, finishSetup } from './authenticator.ts'

/** The code that an app shows for a secret at that moment. */
export const codeOf = (secret: string, at: Date): string => new TOTP({ secret }).generate({ timestamp: at.getTime() })

/** Has somebody begun to set up an app, in the newest of their sessions where none is named; gives its secret. */
export async function begunSetup({ app, perform }: World, staffId: number, named?: string): Promise<string> {
  const by = named ?? (await sessionsOf(app.db.read, staffId))[0]?.id ?? 'none'
  await perform((act) => beginSetup(act, { staffId, by }))
  return (await findAuthenticator(app.db.read, app.vault, { staffId, by }, app.now.toISOString())).waiting!
}

/** Gives somebody an app; gives its secret. */
export async function withApp(world: World, staffId: number): Promise<string> {
  const by = 'a session that is over'
  const secret = await begunSetup(world, staffId, by)
  await world.perform((act) => finishSetup(act, { id: staffId, name: 'Somebody' }, by, codeOf(secret, world.app.now)))
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
