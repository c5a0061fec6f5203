import { findFirm } from '#src/firm/firm.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { isCommon, isMadeOf } from './common-password.ts'
import { hashPassword } from './password.ts'

type Chosen = { hash: string } | { field: 'password' | 'again'; problem: Problem }

/**
 * What to keep of a password that somebody chooses, or what is wrong with it: it is refused where it is on lists of common ones, and
 * where it is made of what is known of them (NIST SP 800-63B-4, section 3.1.1.2). Every place where one is chosen asks this.
 */
export async function hashChosen(
  db: Db,
  { password, again }: { password: string; again: string },
  about: readonly string[],
): Promise<Chosen> {
  if (password !== again) return { field: 'again', problem: 'passwords differ' }
  const firm = await findFirm(db)
  if (isMadeOf(password, firm ? [...about, firm.name] : about))
    return { field: 'password', problem: 'password names you' }
  if (await isCommon(password)) return { field: 'password', problem: 'common password' }
  return { hash: await hashPassword(password) }
}
