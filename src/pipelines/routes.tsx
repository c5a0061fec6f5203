import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { jobCounts, openJobCounts } from '#src/jobs/of-pipelines.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  parseForm,
  readPosted,
  toId,
  wantedForm,
  withProblem,
} from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { NewPipelinePage, PipelineFormPage, PipelinesPage } from '#views/pipelines/list.tsx'
import { PipelinePage } from '#views/pipelines/pipeline.tsx'
import { words } from '#views/pipelines/words.ts'
import { newPipelineForm, pipelineForm } from './form.ts'
import {
  allPipelines,
  changePipeline,
  createPipeline,
  findPipeline,
  type Pipeline,
  peopleOf,
  setPipelineArchived,
} from './pipeline.ts'
import { stagePeople, stagesOf } from './stage.ts'

/** The firm's pipelines: which there are, and who may use them. */
export const pipelineRoutes = new Hono()

const pipelineIn = foundOnce((c) => findPipeline(c.var.db, toId(c.req.param('id'))))
const peopleIn = foundOnce(async (c) => peopleOf(c.var.db, (await pipelineIn(c)).id))

pipelineRoutes.get('/settings/pipelines', may('manage pipelines'), async (c) =>
  answer(c, {
    page: (
      <PipelinesPage
        viewer={await viewerOf(c)}
        pipelines={await allPipelines(c.var.db)}
        jobs={await openJobCounts(c.var.db)}
      />
    ),
  }),
)

const newPage = async (c: Context, form: FormState, status: 200 | 422) =>
  answer(c, {
    page: <NewPipelinePage viewer={await viewerOf(c)} form={form} people={await activeStaff(c.var.db)} />,
    status,
  })

pipelineRoutes.get('/settings/pipelines/new', may('manage pipelines'), (c) =>
  newPage(c, emptyForm({ use: 'everybody' }), 200),
)

pipelineRoutes.post('/settings/pipelines', may('manage pipelines'), creates(), async (c) => {
  const parsed = parseForm(newPipelineForm, await readPosted(c))
  if (!parsed.ok) return newPage(c, parsed.form, 422)
  const { name, use, person, stages } = parsed.data
  const fields = { name, for_everybody: Number(use === 'everybody') }
  try {
    const id = await write(c, (act) => createPipeline(act, fields, stages, person))
    return done(c, { to: `/settings/pipelines/${id}`, flash: words[languageOf(c)].made(name) })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return newPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
  }
})

pipelineRoutes.get('/settings/pipelines/:id', may('manage pipelines'), async (c) => {
  const pipeline = await pipelineIn(c)
  const stages = await stagesOf(c.var.db, pipeline.id)
  const [people, doing, counts] = await Promise.all([
    peopleOf(c.var.db, pipeline.id),
    stagePeople(
      c.var.db,
      stages.map((stage) => stage.id),
    ),
    jobCounts(c.var.db, pipeline.id),
  ])
  const viewer = await viewerOf(c)
  return answer(c, { page: <PipelinePage {...{ viewer, pipeline, stages, people, doing, counts }} /> })
})

const formPage = async (c: Context, pipeline: Pipeline, form: FormState, status: 200 | 409 | 422) => {
  const chosen = await peopleIn(c)
  const props = { viewer: await viewerOf(c), pipeline, form, people: await activeStaff(c.var.db), chosen }
  return answer(c, { page: <PipelineFormPage {...props} conflict={status === 409} />, status })
}

pipelineRoutes.get('/settings/pipelines/:id/edit', may('manage pipelines'), async (c) => {
  const pipeline = await pipelineIn(c)
  const people = (await peopleIn(c)).map((person) => String(person.id))
  const use = pipeline.for_everybody ? 'everybody' : 'chosen'
  const values = { name: pipeline.name, use, version: String(pipeline.version) }
  return formPage(c, pipeline, emptyForm(values, { person: people, person_was: people }), 200)
})

pipelineRoutes.post('/settings/pipelines/:id', may('manage pipelines'), async (c) => {
  const pipeline = await pipelineIn(c)
  const parsed = parseForm(pipelineForm, await readPosted(c))
  if (!parsed.ok) return formPage(c, pipeline, parsed.form, 422)
  const { name, use, person, person_was, version } = parsed.data
  const fields = { name, for_everybody: Number(use === 'everybody') }
  const choosing = { chosen: person, was: person_was }
  try {
    await write(c, (act) => changePipeline(act, pipeline.id, version, fields, choosing))
  } catch (error) {
    if (error instanceof Conflict) return formPage(c, error.theirs as Pipeline, parsed.form, 409)
    if (!isUniqueViolation(error)) throw error
    return formPage(c, pipeline, withProblem(parsed.form, 'name', 'taken'), 422)
  }
  return done(c, { to: `/settings/pipelines/${pipeline.id}`, flash: words[languageOf(c)].saved })
})

pipelineRoutes.post('/settings/pipelines/:id/archived', may('manage pipelines'), async (c) => {
  const pipeline = await pipelineIn(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  const to = `/settings/pipelines/${pipeline.id}`
  if (!parsed.ok) return c.redirect(to, 303)
  const archived = parsed.data.wanted === 'on'
  await write(c, (act) => setPipelineArchived(act, pipeline.id, archived))
  const w = words[languageOf(c)]
  return done(c, { to, flash: archived ? w.archivedNow(pipeline.name) : w.broughtBack(pipeline.name) })
})
