import { type Context, Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { NewPipelinePage, PipelineFormPage, PipelinesPage } from '#views/pipelines/list.tsx'
import { PipelinePage } from '#views/pipelines/pipeline.tsx'
import { words } from '#views/pipelines/words.ts'
import { newPipelineForm, pipelineForm, wantedForm } from './form.ts'
import {
  allPipelines,
  changePipeline,
  createPipeline,
  findPipeline,
  type Pipeline,
  peopleOf,
  setPipelineArchived,
} from './pipeline.ts'
import { jobCounts, stagePeople, stagesOf } from './stage.ts'

/** The firm's pipelines: which there are, and who may use them. */
export function pipelineRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const pipelineIn = (c: Context) => findPipeline(db, toId(c.req.param('id')))

  routes.get('/settings/pipelines', may('manage pipelines'), async (c) =>
    answer(c, { page: <PipelinesPage viewer={await viewerOf(c, app)} pipelines={await allPipelines(db)} /> }),
  )

  const newPage = async (c: Context, form: FormState, status: 200 | 422) =>
    answer(c, {
      page: <NewPipelinePage viewer={await viewerOf(c, app)} form={form} people={await activeStaff(db)} />,
      status,
    })

  routes.get('/settings/pipelines/new', may('manage pipelines'), (c) =>
    newPage(c, emptyForm({ use: 'everybody' }), 200),
  )

  routes.post('/settings/pipelines', may('manage pipelines'), async (c) => {
    const parsed = parseForm(newPipelineForm, await readPosted(c))
    if (!parsed.ok) return newPage(c, parsed.form, 422)
    const { name, use, person, stages } = parsed.data
    const fields = { name, for_everybody: Number(use === 'everybody') }
    try {
      const id = await perform(app, actorOf(c), (act) => createPipeline(act, fields, stages, person))
      return done(c, app, { to: `/settings/pipelines/${id}`, flash: words[languageOf(c, app)].made(name) })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return newPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
    }
  })

  routes.get('/settings/pipelines/:id', may('manage pipelines'), async (c) => {
    const pipeline = await pipelineIn(c)
    const stages = await stagesOf(db, pipeline.id)
    const [people, doing, counts] = await Promise.all([
      peopleOf(db, pipeline.id),
      stagePeople(
        db,
        stages.map((stage) => stage.id),
      ),
      jobCounts(db, pipeline.id),
    ])
    const viewer = await viewerOf(c, app)
    return answer(c, { page: <PipelinePage {...{ viewer, pipeline, stages, people, doing, counts }} /> })
  })

  const formPage = async (c: Context, pipeline: Pipeline, form: FormState, status: 200 | 409 | 422) => {
    const chosen = await peopleOf(db, pipeline.id)
    const props = { viewer: await viewerOf(c, app), pipeline, form, people: await activeStaff(db), chosen }
    return answer(c, { page: <PipelineFormPage {...props} conflict={status === 409} />, status })
  }

  routes.get('/settings/pipelines/:id/edit', may('manage pipelines'), async (c) => {
    const pipeline = await pipelineIn(c)
    const people = (await peopleOf(db, pipeline.id)).map((person) => String(person.id))
    const use = pipeline.for_everybody ? 'everybody' : 'chosen'
    const values = { name: pipeline.name, use, version: String(pipeline.version) }
    return formPage(c, pipeline, emptyForm(values, { person: people, person_was: people }), 200)
  })

  routes.post('/settings/pipelines/:id', may('manage pipelines'), async (c) => {
    const pipeline = await pipelineIn(c)
    const parsed = parseForm(pipelineForm, await readPosted(c))
    if (!parsed.ok) return formPage(c, pipeline, parsed.form, 422)
    const { name, use, person, person_was, version } = parsed.data
    const fields = { name, for_everybody: Number(use === 'everybody') }
    const choosing = { chosen: person, was: person_was }
    try {
      await perform(app, actorOf(c), (act) => changePipeline(act, pipeline.id, version, fields, choosing))
    } catch (error) {
      if (error instanceof Conflict) return formPage(c, error.theirs as Pipeline, parsed.form, 409)
      if (!isUniqueViolation(error)) throw error
      return formPage(c, pipeline, withProblem(parsed.form, 'name', 'taken'), 422)
    }
    return done(c, app, { to: `/settings/pipelines/${pipeline.id}`, flash: words[languageOf(c, app)].saved })
  })

  routes.post('/settings/pipelines/:id/archived', may('manage pipelines'), async (c) => {
    const pipeline = await pipelineIn(c)
    const parsed = parseForm(wantedForm, await readPosted(c))
    const to = `/settings/pipelines/${pipeline.id}`
    if (!parsed.ok) return c.redirect(to, 303)
    const archived = parsed.data.wanted === 'on'
    await perform(app, actorOf(c), (act) => setPipelineArchived(act, pipeline.id, archived))
    const w = words[languageOf(c, app)]
    return done(c, app, { to, flash: archived ? w.archivedNow(pipeline.name) : w.broughtBack(pipeline.name) })
  })

  return routes
}
