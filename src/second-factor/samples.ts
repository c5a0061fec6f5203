import { TOTP } from 'otpauth'
import { hashToken } from '#src/platform/web/sessions.ts'
import { sent } from '#src/testing/sample-world.ts'
import { password, type World } from '#src/testing/world.ts'
import { beginSetup, findAuthenticator, finishSetup } from './authenticator.ts'

/** The code that an app shows for a secret at that moment. */
export const codeOf = (secret: string, at: Date): string => new TOTP({ secret }).generate({ timestamp: at.getTime() })

/** Has somebody begun to set up an app, in a session or an attempt to sign in; gives its secret. */
export async function begunSetup({ app, perform }: World, staffId: number, by = 'a session'): Promise<string> {
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
  '/me/second-factor/confirmation': async (world, _, me, browser) => ({
    setup_code: codeOf(await begunSetup(world, me, hashToken(browser.cookies.get('session')!)), world.app.now),
  }),
  '/settings/second-factor': () => ({ second_factor: 'admins' }),
  '/settings/team/:id/second-factor/removal': async (world, { id }) => {
    await withApp(world, id!)
    return {}
  },
})
