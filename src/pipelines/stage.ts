import type { Generated, Selectable } from 'kysely'
import { type Act, type Changes, changesBetween, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { hook } from '#src/platform/hook.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'
import { applyDifference } from '#src/tags/merged.ts'
import { type Choosing, lockedPipeline, type Pipeline } from './pipeline.ts'
import { mostStages } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'stages changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    stage: {
      id: Generated<number>
      pipeline_id: number
      name: string
      colour: string
      /** From 1, without gaps. */
      position: number
      /** What enters it is done. Of the last stage alone. */
      completes: Generated<number>
      /** The titles of the tasks that are added for what enters it, one a line. */
      tasks: Generated<string>
      version: Generated<number>
    }
    stage_person: { stage_id: number; staff_id: number; part: StagePart }
  }
}

/** What happens to a person when a job enters a stage. */
export const stageParts = ['assigned', 'notified'] as const
export type StagePart = (typeof stageParts)[number]

export type Stage = Selectable<Tables['stage']>

export interface StageFields {
  name: string
  colour: string
  completes: number
  tasks: string
}

/** A stage that is about to go: what stands in it is to go to another one, where one is named. */
export interface LeavingStage {
  stage: Stage
  to: Stage | undefined
  /** How many jobs have been moved: whoever moves them says it. */
  jobs: number
}

/** Told before a stage goes. Whoever has jobs in it moves them, or throws StageRefused where there is no other stage for them. */
export const stageLeaving = hook<[act: Act, leaving: LeavingStage]>()
/** Told when a stage begins to complete what stands in it, or does so no more. */
export const completionChanged = hook<[act: Act, stage: Stage]>()

/** Why a stage can't be what was asked for. */
export type StageProblem = 'last one' | 'too many' | 'not the last' | 'jobs in it'

export class StageRefused extends Error {
  readonly why: StageProblem
  constructor(why: StageProblem) {
    super(why)
    this.why = why
  }
}

/** The stages of a pipeline in their order. */
export const stagesOf = (db: Db | Trx, pipelineId: number): Promise<Stage[]> =>
  db.selectFrom('stage').selectAll().where('pipeline_id', '=', pipelineId).orderBy('position').execute()

/** Who takes which part in these stages, by name. */
export const stagePeople = (db: Db | Trx, stageIds: readonly number[]) =>
  stageIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('stage_person')
        .innerJoin('staff', 'staff.id', 'stage_person.staff_id')
        .select(['stage_person.stage_id', 'stage_person.part', 'staff.id', 'staff.name', 'staff.deactivated_at'])
        .where('stage_person.stage_id', 'in', stageIds)
        .orderBy('staff.sort_name')
        .orderBy('staff.id')
        .execute()

export type StagePerson = Awaited<ReturnType<typeof stagePeople>>[number]

/** Writes the places of stages, in this order; the one that completes comes last whatever was asked for. */
async function place(act: Act, stages: readonly Stage[]): Promise<Stage[]> {
  const ordered = [...stages.filter((stage) => !stage.completes), ...stages.filter((stage) => stage.completes)]
  for (const [i, stage] of ordered.entries())
    if (stage.position !== i + 1)
      await act.trx
        .updateTable('stage')
        .set({ position: i + 1 })
        .where('id', '=', stage.id)
        .execute()
  return ordered
}

/** Gives a pipeline one more stage, the last one but for that which completes; gives its number. Throws StageRefused. */
export async function addStage(act: Act, pipelineId: number, name: string, colour: string): Promise<number> {
  const pipeline = await lockedPipeline(act.trx, pipelineId)
  await must(act, 'manage pipelines')
  const stages = await stagesOf(act.trx, pipelineId)
  if (stages.length >= mostStages) throw new StageRefused('too many')
  const stage = await act.trx
    .insertInto('stage')
    .values({ pipeline_id: pipelineId, name, colour, position: stages.length + 1 })
    .returningAll()
    .executeTakeFirstOrThrow()
  await place(act, [...stages, stage])
  await told(act, pipeline, { stage: [null, name] })
  return stage.id
}

const told = (act: Act, pipeline: Pipeline, changes: Changes) =>
  record(act, { kind: 'stages changed', subject: pipeline.name, changes })

/** Changes a stage and what it does. Throws Conflict when it was changed since `version`, StageRefused where it can't complete. */
export async function changeStage(
  act: Act,
  pipelineId: number,
  id: number,
  version: number,
  fields: StageFields,
  people: Record<StagePart, Choosing>,
): Promise<void> {
  const pipeline = await lockedPipeline(act.trx, pipelineId)
  await must(act, 'manage pipelines')
  const stages = await stagesOf(act.trx, pipelineId)
  const old = stages.find((stage) => stage.id === id)
  if (!old) throw notFound()
  if (old.version !== version) throw new Conflict(old)
  if (fields.completes && stages.at(-1)?.id !== id) throw new StageRefused('not the last')
  const now = await act.trx
    .updateTable('stage')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const changes: Changes = changesBetween(acts(old), acts(now))
  for (const part of stageParts) {
    const names = await choose(act, id, part, people[part])
    if (names[0] !== names[1]) changes[`stage_${part}`] = names
  }
  if (old.completes !== now.completes) await completionChanged.tell(act, now)
  if (Object.keys(changes).length > 0) await told(act, pipeline, { stage: [old.name, now.name], ...changes })
}

const acts = ({ colour, completes, tasks }: Stage) => ({ colour, completes, stage_tasks: tasks })

async function choose(act: Act, id: number, part: StagePart, { chosen, was }: Choosing) {
  const now = async () => (await stagePeople(act.trx, [id])).filter((person) => person.part === part)
  const before = await now()
  const wanted = applyDifference(before, chosen, was)
  await act.trx.deleteFrom('stage_person').where('stage_id', '=', id).where('part', '=', part).execute()
  if (wanted.length > 0)
    await act.trx
      .insertInto('stage_person')
      .columns(['stage_id', 'staff_id', 'part'])
      .expression((eb) =>
        eb
          .selectFrom('staff')
          .select([eb.val(id).as('stage_id'), 'staff.id', eb.val(part).as('part')])
          .where('staff.id', 'in', wanted),
      )
      .execute()
  const list = (people: readonly { name: string }[]) => people.map((person) => person.name).join(', ') || null
  return [list(before), list(await now())] as const
}

/** Puts the stages into this order. Throws Conflict, with the order as it is, when it is not the one that the form was made with. */
export async function orderStages(
  act: Act,
  pipelineId: number,
  was: readonly number[],
  wanted: readonly number[],
): Promise<void> {
  const pipeline = await lockedPipeline(act.trx, pipelineId)
  await must(act, 'manage pipelines')
  const before = await stagesOf(act.trx, pipelineId)
  const ids = before.map((stage) => stage.id)
  if (ids.join() !== was.join()) throw new Conflict(before)
  const at = (stage: Stage) => (wanted.includes(stage.id) ? wanted.indexOf(stage.id) : wanted.length)
  const after = await place(
    act,
    before.toSorted((a, b) => at(a) - at(b)),
  )
  const list = (stages: readonly Stage[]) => stages.map((stage) => stage.name).join(', ')
  if (list(before) !== list(after) || after.some((stage, i) => stage.id !== ids[i]))
    await told(act, pipeline, { order: [list(before), list(after)] })
}

/**
 * Takes a stage off; its jobs go to stage `toId` first. Throws StageRefused where it is the only one, or where there are jobs
 * and no other stage is named.
 */
export async function deleteStage(act: Act, pipelineId: number, id: number, toId: number | null): Promise<void> {
  const pipeline = await lockedPipeline(act.trx, pipelineId)
  await must(act, 'manage pipelines')
  const stages = await stagesOf(act.trx, pipelineId)
  const stage = stages.find((one) => one.id === id)
  if (!stage) throw notFound()
  if (stages.length === 1) throw new StageRefused('last one')
  const leaving: LeavingStage = { stage, to: stages.find((one) => one.id === toId && one.id !== id), jobs: 0 }
  await stageLeaving.tell(act, leaving)
  await act.trx.deleteFrom('stage').where('id', '=', id).execute()
  await place(
    act,
    stages.filter((one) => one.id !== id),
  )
  await told(act, pipeline, {
    stage: [stage.name, null],
    ...(leaving.jobs > 0 ? { jobs_moved: [String(leaving.jobs), leaving.to!.name] } : {}),
  })
}
