import { Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { actorOf, may, viewerOf } from '#src/staff/gate.ts'
import { FirmPage, firmValues } from '#views/firm/firm.tsx'
import { words } from '#views/staff/words.ts'
import { changeFirm, findFirm } from './firm.ts'
import { firmSettingsForm } from './form.ts'

export function firmRoutes(app: App): Hono {
  const routes = new Hono()

  routes.get('/settings/firm', may('admin'), async (c) => {
    const firm = await findFirm(app.db.read)
    if (!firm) throw notFound()
    return answer(c, { page: <FirmPage viewer={await viewerOf(c, app)} form={emptyForm(firmValues(firm))} /> })
  })

  routes.post('/settings/firm', may('admin'), async (c) => {
    const parsed = parseForm(firmSettingsForm, await readPosted(c))
    const viewer = await viewerOf(c, app)
    if (!parsed.ok) return answer(c, { page: <FirmPage viewer={viewer} form={parsed.form} />, status: 422 })
    const { version: known, ...fields } = parsed.data
    try {
      await perform(app, actorOf(c), (act) => changeFirm(act, known, fields))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return answer(c, {
        page: <FirmPage viewer={viewer} form={parsed.form} theirs={firmValues(error.theirs)} />,
        status: 409,
      })
    }
    return done(c, app, { to: '/settings/firm', flash: words[viewer.language].saved })
  })

  return routes
}
