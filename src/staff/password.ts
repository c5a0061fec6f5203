import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB of memory, two passes and one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NIST SP 800-63B-4, section 3.1.1.2: a single-factor password has at least 15 characters; we ask 12 beside rate limits. */
export const shortestPassword = 12
export const longestPassword = 200

/** A PHC string with its own salt and parameters; made on a thread of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

let stranger: Promise<string> | undefined

/** Whether the password is the person's. For somebody who is not there it takes as long as for somebody who is, and says no. */
export async function isPasswordOf(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const right = await verify(passwordHash ?? (await stranger), password.normalize('NFKC'))
  return right && Boolean(passwordHash)
}
