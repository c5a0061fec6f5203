import { toId } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { findProfile } from '#src/profile/head.ts'
import { staffOf } from '#src/staff/gate.ts'
import { findAccount } from './account.ts'

/** The account that the URL names. Throws 404 for one that the person may not see. */
export const accountIn = foundOnce((c) => findAccount(c.var.db, staffOf(c), toId(c.req.param('id'))))

/** The same with the head that stands on every page of its profile. */
export const profileIn = foundOnce((c) => findProfile(c.var.db, staffOf(c), toId(c.req.param('id'))))
