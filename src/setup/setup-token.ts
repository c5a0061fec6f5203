import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App } from '#src/platform/app.ts'

const tokenFor = (secret: Buffer): Buffer => createHmac('sha256', secret).update('setup link').digest()

/**
 * The token of the one-time setup link. It follows from the secret, so that whichever process answers knows the link that another has
 * printed. It opens nothing once there is a firm.
 */
export const setupTokenOf = ({ config }: Pick<App, 'config'>): string => tokenFor(config.secret).toString('base64url')

export function isSetupToken({ config }: Pick<App, 'config'>, token: string | undefined): boolean {
  const given = Buffer.from(token ?? '', 'base64url')
  const expected = tokenFor(config.secret)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
