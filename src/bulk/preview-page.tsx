import type { Context } from 'hono'
import type { App } from '#src/platform/app.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { allTags } from '#src/tags/tag.ts'
import { PreviewPage } from '#views/bulk/preview.tsx'
import { mayDo } from './actions.ts'
import { previewOf } from './preview.ts'
import { actionsOf } from './rules.ts'
import type { BulkRun } from './run.ts'

/** What there is to choose from. */
export async function choices(app: App) {
  const [tags, people] = await Promise.all([allTags(app.db.read), activeStaff(app.db.read)])
  return { tags, people }
}

/** What a run would do; 409 where the choices were changed since the form that was sent was made. */
export async function previewPage(c: Context, run: BulkRun, stale = false) {
  const [preview, there] = await Promise.all([previewOf(c.var.db, staffOf(c), run), choices(c.var.app)])
  const mayStart = run.staff_id === staffOf(c).id && mayDo(staffOf(c), actionsOf(run))
  const page = (
    <PreviewPage viewer={await viewerOf(c)} {...there} run={run} preview={preview} mayStart={mayStart} stale={stale} />
  )
  return answer(c, { page, status: stale ? 409 : 200 })
}
