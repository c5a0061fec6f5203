import type { Context } from 'hono'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { InfoPage, type Replaced } from '#views/profile/info.tsx'
import { findInfo } from './info.ts'

/** The whole Info page of the account that the URL names, with one of its blocks as something else; `contact` is whose page of the contacts it shows. */
export async function answerInfo(
  c: Context,
  replaced: Replaced = {},
  { status = 200, contact = null }: { status?: 200 | 409 | 422; contact?: number | null } = {},
) {
  const viewer = await viewerOf(c)
  const data = await findInfo(c.var.db, staffOf(c), toId(c.req.param('id')), {
    language: viewer.language,
    now: c.var.app.clock(),
    contact,
  })
  return answer(c, { page: <InfoPage viewer={viewer} data={data} replaced={replaced} />, status })
}
