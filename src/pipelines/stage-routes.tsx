import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { jobCounts } from '#src/jobs/of-pipelines.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { readReordering, reordered } from '#src/platform/web/order.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { PipelinePage, Stages } from '#views/pipelines/pipeline.tsx'
import { StageFormPage, StageRemovalPage } from '#views/pipelines/stage.tsx'
import { words } from '#views/pipelines/words.ts'
import { newStageForm, stageForm, stageRemovalForm } from './form.ts'
import { findPipeline, peopleOf } from './pipeline.ts'
import {
  addStage,
  changeStage,
  deleteStage,
  orderStages,
  type Stage,
  type StagePart,
  StageRefused,
  stagePeople,
  stagesOf,
} from './stage.ts'

/** The stages of a pipeline: which, in what order, and what each does. */
export const stageRoutes = new Hono()

const base = '/settings/pipelines/:id'
const pipelineIn = foundOnce((c) => findPipeline(c.var.db, toId(c.req.param('id'))))
const stagesIn = foundOnce(async (c) => stagesOf(c.var.db, (await pipelineIn(c)).id))

const stateOf = async (c: Context) => {
  const pipeline = await pipelineIn(c)
  const stages = await stagesIn(c)
  const ids = stages.map((stage) => stage.id)
  const [doing, counts] = await Promise.all([stagePeople(c.var.db, ids), jobCounts(c.var.db, pipeline.id)])
  return { pipeline, stages, doing, counts, viewer: await viewerOf(c) }
}

type More = { form?: FormState; mine?: ReadonlyMap<string, number> }
const refused = async (c: Context, more: More, status: 409 | 422) => {
  const props = { ...(await stateOf(c)), ...more }
  return answer(c, {
    page: <PipelinePage {...props} people={await peopleOf(c.var.db, props.pipeline.id)} />,
    part: <Stages {...props} />,
    status,
  })
}
const changed = async (c: Context, flash: string) => {
  const props = await stateOf(c)
  return done(c, { to: `/settings/pipelines/${props.pipeline.id}#stages`, flash, part: <Stages {...props} /> })
}

stageRoutes.post(`${base}/stages`, may('manage pipelines'), creates(), async (c) => {
  const pipeline = await pipelineIn(c)
  const parsed = parseForm(newStageForm, await readPosted(c))
  if (!parsed.ok) return refused(c, { form: parsed.form }, 422)
  const { name, colour } = parsed.data
  try {
    await write(c, (act) => addStage(act, pipeline.id, name, colour))
  } catch (error) {
    if (!(error instanceof StageRefused)) throw error
    return refused(c, { form: withProblem(parsed.form, 'name', 'too many stages') }, 422)
  }
  return changed(c, words[languageOf(c)].stageAdded(name))
})

stageRoutes.post(`${base}/order`, may('manage pipelines'), async (c) => {
  const pipeline = await pipelineIn(c)
  const posted = await readPosted(c)
  const was = (posted.get('was') ?? []).slice(0, 100).map((text) => String(toId(text) ?? 0))
  const reordering = readReordering(posted, was)
  const wanted = reordered(was, reordering).map(Number)
  try {
    await write(c, (act) => orderStages(act, pipeline.id, was.map(Number), wanted))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return refused(c, { mine: reordering.typed }, 409)
  }
  return changed(c, words[languageOf(c)].saved)
})

const formPage = async (c: Context, stage: Stage, form: FormState, status: 200 | 409 | 422) => {
  const { pipeline, stages, doing, viewer } = await stateOf(c)
  const props = { viewer, pipeline, stage, form, isLast: stages.at(-1)?.id === stage.id, doing }
  return answer(c, {
    page: <StageFormPage {...props} people={await activeStaff(c.var.db)} conflict={status === 409} />,
    status,
  })
}
const stageIn = async (c: Context) => {
  const id = toId(c.req.param('stageId'))
  const stage = (await stagesIn(c)).find((one) => one.id === id)
  if (!stage) throw notFound()
  return stage
}

stageRoutes.get(`${base}/stages/:stageId/edit`, may('manage pipelines'), async (c) => {
  const stage = await stageIn(c)
  const doing = await stagePeople(c.var.db, [stage.id])
  const idsOf = (part: StagePart) => doing.filter((one) => one.part === part).map((one) => String(one.id))
  const [assigned, notified] = [idsOf('assigned'), idsOf('notified')]
  const { name, colour, tasks, completes, version } = stage
  return formPage(
    c,
    stage,
    emptyForm(
      { name, colour, tasks, completes: completes ? 'on' : '', version: String(version) },
      { assigned, assigned_was: assigned, notified, notified_was: notified },
    ),
    200,
  )
})

stageRoutes.post(`${base}/stages/:stageId`, may('manage pipelines'), async (c) => {
  const stage = await stageIn(c)
  const parsed = parseForm(stageForm, await readPosted(c))
  if (!parsed.ok) return formPage(c, stage, parsed.form, 422)
  const { version, assigned, assigned_was, notified, notified_was, ...fields } = parsed.data
  const people = {
    assigned: { chosen: assigned, was: assigned_was },
    notified: { chosen: notified, was: notified_was },
  }
  try {
    await write(c, (act) => changeStage(act, stage.pipeline_id, stage.id, version, fields, people))
  } catch (error) {
    if (error instanceof Conflict) return formPage(c, error.theirs as Stage, parsed.form, 409)
    if (!(error instanceof StageRefused)) throw error
    return formPage(c, stage, withProblem(parsed.form, 'completes', 'not the last stage'), 422)
  }
  const to = `/settings/pipelines/${stage.pipeline_id}#stages`
  return done(c, { to, flash: words[languageOf(c)].saved })
})

const removalPage = async (c: Context, problem?: StageRefused['why']) => {
  const stage = await stageIn(c)
  const { pipeline, stages, counts, viewer } = await stateOf(c)
  const props = { viewer, pipeline, stage, others: stages.filter((one) => one.id !== stage.id), problem }
  return answer(c, {
    page: <StageRemovalPage {...props} jobs={counts.get(stage.id) ?? 0} />,
    status: problem === 'last one' ? 409 : problem ? 422 : 200,
  })
}

stageRoutes.get(`${base}/stages/:stageId/removal`, may('manage pipelines'), (c) => removalPage(c))

stageRoutes.post(`${base}/stages/:stageId/removal`, may('manage pipelines'), async (c) => {
  const stage = await stageIn(c)
  const parsed = parseForm(stageRemovalForm, await readPosted(c))
  try {
    await write(c, (act) => deleteStage(act, stage.pipeline_id, stage.id, parsed.ok ? parsed.data.to : null))
  } catch (error) {
    if (!(error instanceof StageRefused)) throw error
    return removalPage(c, error.why)
  }
  const to = `/settings/pipelines/${stage.pipeline_id}#stages`
  return done(c, { to, flash: words[languageOf(c)].stageDeleted(stage.name) })
})
