import type { Context } from 'hono'
import { answer } from '#src/platform/web/answer.tsx'
import { toId } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { type InfoData, InfoPage, type Replaced } from '#views/profile/info.tsx'
import { findDetails } from './details.ts'
import { findInfo } from './info.ts'

/** The details of the account that the URL names. Throws 404 for one that the person may not see. */
export const detailsIn = foundOnce((c) => findDetails(c.var.db, staffOf(c), toId(c.req.param('id'))))

/** The whole Info page of the account that the URL names, with one of its blocks as something else; `contact` is whose page of the contacts it shows. */
export async function answerInfo(
  c: Context,
  replaced: Replaced = {},
  {
    status = 200,
    contact = null,
    groups,
  }: { status?: 200 | 409 | 422; contact?: number | null; groups?: InfoData['groups'] } = {},
) {
  const viewer = await viewerOf(c)
  const data = await findInfo(c.var.db, staffOf(c), await detailsIn(c), {
    language: viewer.language,
    now: c.var.app.clock(),
    contact,
    groups,
  })
  return answer(c, { page: <InfoPage viewer={viewer} data={data} replaced={replaced} />, status })
}
