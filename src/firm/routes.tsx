import { Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, parseForm, readPosted } from '#src/platform/web/form.ts'
import { may, viewerOf } from '#src/staff/gate.ts'
import { must } from '#src/staff/staff.ts'
import { FirmPage, firmValues } from '#views/firm/firm.tsx'
import { words } from '#views/staff/words.ts'
import { changeFirm, findFirm } from './firm.ts'
import { firmSettingsForm } from './form.ts'

export const firmRoutes = new Hono()

firmRoutes.get('/settings/firm', may('admin'), async (c) => {
  const firm = await findFirm(c.var.db)
  if (!firm) throw notFound()
  return answer(c, { page: <FirmPage viewer={await viewerOf(c)} form={emptyForm(firmValues(firm))} /> })
})

firmRoutes.post('/settings/firm', may('admin'), async (c) => {
  const parsed = parseForm(firmSettingsForm, await readPosted(c))
  const viewer = await viewerOf(c)
  if (!parsed.ok) return answer(c, { page: <FirmPage viewer={viewer} form={parsed.form} />, status: 422 })
  const { version: known, ...fields } = parsed.data
  try {
    await write(c, async (act) => {
      // The firm comes before its staff: it can't ask them itself.
      await must(act, 'admin')
      await changeFirm(act, known, fields)
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return answer(c, {
      page: <FirmPage viewer={viewer} form={parsed.form} theirs={firmValues(error.theirs)} />,
      status: 409,
    })
  }
  return done(c, { to: '/settings/firm', flash: words[viewer.language].saved })
})
