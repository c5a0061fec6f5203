import { type Context, Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { TagFormPage, TagRemovalPage, TagsPage } from '#views/tags/tags.tsx'
import { words } from '#views/tags/words.ts'
import { tagForm } from './form.ts'
import { changeTag, createTag, deleteTag, findTag, tagsWithUse } from './tag.ts'

export function tagRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const tagIn = async (c: Context) => {
    const id = toId(c.req.param('id'))
    const tag = id === null ? undefined : await findTag(db, id)
    if (!tag) throw notFound()
    return tag
  }
  const listPage = async (c: Context, form: FormState, status: 200 | 422) =>
    answer(c, { page: <TagsPage viewer={await viewerOf(c, app)} tags={await tagsWithUse(db)} form={form} />, status })

  routes.get('/settings/tags', may('manage tags'), (c) => listPage(c, emptyForm({ colour: 'slate' }), 200))

  routes.post('/settings/tags', may('manage tags'), async (c) => {
    const parsed = parseForm(tagForm, await readPosted(c))
    if (!parsed.ok) return listPage(c, parsed.form, 422)
    const { name, colour } = parsed.data
    try {
      await perform(app, actorOf(c), (act) => createTag(act, { name, colour }))
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return listPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
    }
    return done(c, app, { to: '/settings/tags', flash: words[languageOf(c, app)].saved })
  })

  routes.get('/settings/tags/:id/edit', may('manage tags'), async (c) => {
    const tag = await tagIn(c)
    const form = emptyForm({ name: tag.name, colour: tag.colour, version: String(tag.version) })
    return answer(c, { page: <TagFormPage viewer={await viewerOf(c, app)} tag={tag} form={form} /> })
  })

  routes.post('/settings/tags/:id', may('manage tags'), async (c) => {
    const tag = await tagIn(c)
    const parsed = parseForm(tagForm, await readPosted(c))
    const viewer = await viewerOf(c, app)
    const again = (form: FormState) =>
      answer(c, { page: <TagFormPage viewer={viewer} tag={tag} form={form} />, status: 422 })
    if (!parsed.ok) return again(parsed.form)
    const { version, ...fields } = parsed.data
    try {
      await perform(app, actorOf(c), (act) => changeTag(act, tag.id, version, fields))
    } catch (error) {
      if (error instanceof Conflict)
        return answer(c, {
          page: <TagFormPage viewer={viewer} tag={error.theirs} form={parsed.form} conflict />,
          status: 409,
        })
      if (!isUniqueViolation(error)) throw error
      return again(withProblem(parsed.form, 'name', 'taken'))
    }
    return done(c, app, { to: '/settings/tags', flash: words[viewer.language].saved })
  })

  routes.get('/settings/tags/:id/removal', may('manage tags'), async (c) => {
    const { id } = await tagIn(c)
    const tag = (await tagsWithUse(db)).find((candidate) => candidate.id === id)
    if (!tag) throw notFound()
    return answer(c, { page: <TagRemovalPage viewer={await viewerOf(c, app)} tag={tag} /> })
  })

  routes.post('/settings/tags/:id/removal', may('manage tags'), async (c) => {
    const tag = await tagIn(c)
    await perform(app, actorOf(c), (act) => deleteTag(act, tag.id))
    return done(c, app, { to: '/settings/tags', flash: words[languageOf(c, app)].deleted(tag.name) })
  })

  return routes
}
