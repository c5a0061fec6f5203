import type { Context } from 'hono'
import { toId } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { staffOf } from '#src/staff/gate.ts'
import { findAccount } from './account.ts'

/** The account that the URL names. Throws 404 for one that the person may not see. */
export const accountIn = (c: Context) => findAccount(c.var.db, staffOf(c), toId(c.req.param('id')))

/** The same with the head that stands on every page of its profile. */
export const profileIn = (c: Context) => findProfile(c.var.db, staffOf(c), toId(c.req.param('id')))
