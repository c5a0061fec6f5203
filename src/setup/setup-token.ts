import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()
let expected: Buffer | undefined

/** The token of the one-time setup link that this process prints. It lives as long as the process, or until there is a firm. */
export function newSetupToken(): string {
  const token = randomBytes(24).toString('base64url')
  expected = digest(token)
  return token
}

export const isSetupToken = (token: string | undefined): boolean =>
  Boolean(expected && token && timingSafeEqual(digest(token), expected))
