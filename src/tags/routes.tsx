import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { TagFormPage, TagRemovalPage, TagsPage } from '#views/tags/tags.tsx'
import { words } from '#views/tags/words.ts'
import { tagForm } from './form.ts'
import { changeTag, createTag, deleteTag, findTag, tagsWithUse } from './tag.ts'

export const tagRoutes = new Hono()

const tagIn = async (c: Context) => {
  const id = toId(c.req.param('id'))
  const tag = id === null ? undefined : await findTag(c.var.db, id)
  if (!tag) throw notFound()
  return tag
}
const listPage = async (c: Context, form: FormState, status: 200 | 422) =>
  answer(c, {
    page: <TagsPage viewer={await viewerOf(c)} tags={await tagsWithUse(c.var.db, c.var.app.modules)} form={form} />,
    status,
  })

tagRoutes.get('/settings/tags', may('manage tags'), (c) => listPage(c, emptyForm({ colour: 'slate' }), 200))

tagRoutes.post('/settings/tags', may('manage tags'), creates(), async (c) => {
  const parsed = parseForm(tagForm, await readPosted(c))
  if (!parsed.ok) return listPage(c, parsed.form, 422)
  const { name, colour } = parsed.data
  try {
    await write(c, (act) => createTag(act, { name, colour }))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return listPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
  }
  return done(c, { to: '/settings/tags', flash: words[languageOf(c)].saved })
})

tagRoutes.get('/settings/tags/:id/edit', may('manage tags'), async (c) => {
  const tag = await tagIn(c)
  const form = emptyForm({ name: tag.name, colour: tag.colour, version: String(tag.version) })
  return answer(c, { page: <TagFormPage viewer={await viewerOf(c)} tag={tag} form={form} /> })
})

tagRoutes.post('/settings/tags/:id', may('manage tags'), async (c) => {
  const tag = await tagIn(c)
  const parsed = parseForm(tagForm, await readPosted(c))
  const viewer = await viewerOf(c)
  const again = (form: FormState) =>
    answer(c, { page: <TagFormPage viewer={viewer} tag={tag} form={form} />, status: 422 })
  if (!parsed.ok) return again(parsed.form)
  const { version, ...fields } = parsed.data
  try {
    await write(c, (act) => changeTag(act, tag.id, version, fields))
  } catch (error) {
    if (error instanceof Conflict)
      return answer(c, {
        page: <TagFormPage viewer={viewer} tag={error.theirs} form={parsed.form} conflict />,
        status: 409,
      })
    if (!isUniqueViolation(error)) throw error
    return again(withProblem(parsed.form, 'name', 'taken'))
  }
  return done(c, { to: '/settings/tags', flash: words[viewer.language].saved })
})

tagRoutes.get('/settings/tags/:id/removal', may('manage tags'), async (c) => {
  const { id } = await tagIn(c)
  const tag = (await tagsWithUse(c.var.db, c.var.app.modules)).find((candidate) => candidate.id === id)
  if (!tag) throw notFound()
  return answer(c, { page: <TagRemovalPage viewer={await viewerOf(c)} tag={tag} /> })
})

tagRoutes.post('/settings/tags/:id/removal', may('manage tags'), async (c) => {
  const tag = await tagIn(c)
  await write(c, (act) => deleteTag(act, tag.id))
  return done(c, { to: '/settings/tags', flash: words[languageOf(c)].deleted(tag.name) })
})
