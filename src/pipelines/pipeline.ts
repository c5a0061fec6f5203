import type { ExpressionBuilder, Generated, Selectable } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { fold } from '#src/platform/language/fold.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import { applyDifference } from '#src/tags/merged.ts'
import type { TagColour } from '#views/ui/tag-colours.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'pipeline created': true
    'pipeline changed': true
    'pipeline archived': true
    'pipeline brought back': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    pipeline: {
      id: Generated<number>
      name: string
      name_key: string
      /** 1: everybody who sees an account may use it for that; 0: those alone whom it names. */
      for_everybody: number
      created_at: string
      archived_at: string | null
      version: Generated<number>
    }
    pipeline_person: { pipeline_id: number; staff_id: number }
  }
}

export type Pipeline = Selectable<Tables['pipeline']>

export interface PipelineFields {
  name: string
  for_everybody: number
}

/** Whom a form chose, and whom it showed as chosen: only the difference is applied. */
export interface Choosing {
  chosen: readonly number[]
  was?: readonly number[]
}

/** The stages of a new pipeline get these colours, one after the other. */
const firstColours: readonly TagColour[] = ['slate', 'blue', 'teal', 'amber', 'violet', 'green']

/** All pipelines by name, those that are archived last, with how many stages and open jobs each has. A short list. */
export const allPipelines = (db: Db | Trx) =>
  db
    .selectFrom('pipeline')
    .selectAll('pipeline')
    .select((eb) => [
      eb
        .selectFrom('stage')
        .whereRef('stage.pipeline_id', '=', 'pipeline.id')
        .select((n) => n.fn.countAll<number>().as('n'))
        .as('stages'),
    ])
    .orderBy((eb) => eb.case().when('archived_at', 'is', null).then(0).else(1).end())
    .orderBy('name_key')
    .execute()

export type PipelineRow = Awaited<ReturnType<typeof allPipelines>>[number]

/** The names of all pipelines, in the same order: for filters. */
export const pipelineNames = (db: Db) =>
  db
    .selectFrom('pipeline')
    .select(['id', 'name', 'archived_at'])
    .orderBy((eb) => eb.case().when('archived_at', 'is', null).then(0).else(1).end())
    .orderBy('name_key')
    .execute()

/** Throws 404. */
export async function findPipeline(db: Db | Trx, id: number | null): Promise<Pipeline> {
  const pipeline =
    id === null ? undefined : await db.selectFrom('pipeline').selectAll().where('id', '=', id).executeTakeFirst()
  if (!pipeline) throw notFound()
  return pipeline
}

/** Whom a pipeline names, by name; those who work here no more are among them. */
export const peopleOf = (db: Db | Trx, pipelineId: number) =>
  db
    .selectFrom('pipeline_person')
    .innerJoin('staff', 'staff.id', 'pipeline_person.staff_id')
    .select(['staff.id', 'staff.name', 'staff.deactivated_at'])
    .where('pipeline_id', '=', pipelineId)
    .orderBy('staff.sort_name')
    .orderBy('staff.id')
    .execute()

/** The pipelines in which a person may add and move jobs, by name; archived ones are none of them. */
export const pipelinesFor = (db: Db | Trx, staff: Pick<Staff, 'id' | 'role' | 'rights'>) =>
  db
    .selectFrom('pipeline')
    .select(['id', 'name'])
    .where('archived_at', 'is', null)
    .$if(!can(staff, 'manage pipelines'), (query) =>
      query.where((eb) => eb.or([eb('for_everybody', '=', 1), names(staff.id)(eb)])),
    )
    .orderBy('name_key')
    .execute()

const names = (staffId: number) => (eb: ExpressionBuilder<Tables, 'pipeline'>) =>
  eb.exists(
    eb
      .selectFrom('pipeline_person')
      .select('pipeline_person.staff_id')
      .whereRef('pipeline_person.pipeline_id', '=', 'pipeline.id')
      .where('pipeline_person.staff_id', '=', staffId),
  )

/** Whether a person may change and move the jobs of a pipeline, as far as they see their accounts. */
export async function mayUse(
  db: Db | Trx,
  staff: Pick<Staff, 'id' | 'role' | 'rights'>,
  pipelineId: number,
): Promise<boolean> {
  if (can(staff, 'manage pipelines')) return true
  const found = await db
    .selectFrom('pipeline')
    .select('id')
    .where('id', '=', pipelineId)
    .where((eb) => eb.or([eb('for_everybody', '=', 1), names(staff.id)(eb)]))
    .executeTakeFirst()
  return found !== undefined
}

/** The pipeline as it is now, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedPipeline(trx: Trx, id: number): Promise<Pipeline> {
  await locked(trx, 'pipeline', id)
  return findPipeline(trx, id)
}

/** Makes a pipeline of these stages; gives its number. Fails on the unique name. */
export async function createPipeline(
  act: Act,
  fields: PipelineFields,
  stages: readonly string[],
  people: readonly number[] = [],
): Promise<number> {
  await must(act, 'manage pipelines')
  const { id } = await act.trx
    .insertInto('pipeline')
    .values({ ...fields, name_key: fold(fields.name), created_at: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await act.trx
    .insertInto('stage')
    .values(
      stages.map((name, i) => ({
        pipeline_id: id,
        name,
        colour: firstColours[i % firstColours.length]!,
        position: i + 1,
      })),
    )
    .execute()
  await choose(act, id, { chosen: people })
  await record(act, {
    kind: 'pipeline created',
    subject: fields.name,
    changes: { pipeline: [null, fields.name], stages: [null, stages.join(', ')] },
  })
  return id
}

/** Names these people; gives their names before and after. */
async function choose(act: Act, id: number, { chosen, was }: Choosing): Promise<[string | null, string | null]> {
  const before = await peopleOf(act.trx, id)
  const wanted = applyDifference(before, chosen, was)
  await act.trx.deleteFrom('pipeline_person').where('pipeline_id', '=', id).execute()
  if (wanted.length > 0)
    await act.trx
      .insertInto('pipeline_person')
      .columns(['pipeline_id', 'staff_id'])
      .expression((eb) =>
        eb
          .selectFrom('staff')
          .select([eb.val(id).as('pipeline_id'), 'staff.id'])
          .where('staff.id', 'in', wanted),
      )
      .execute()
  const list = (people: readonly { name: string }[]) => people.map((person) => person.name).join(', ') || null
  return [list(before), list(await peopleOf(act.trx, id))]
}

/** Renames a pipeline, and says who may use it. Throws Conflict when it was changed since `version`; fails on the unique name. */
export async function changePipeline(
  act: Act,
  id: number,
  version: number,
  fields: PipelineFields,
  choosing: Choosing,
): Promise<void> {
  const old = await lockedPipeline(act.trx, id)
  await must(act, 'manage pipelines')
  if (old.version !== version) throw new Conflict(old)
  await act.trx
    .updateTable('pipeline')
    .set({ ...fields, name_key: fold(fields.name), version: version + 1 })
    .where('id', '=', id)
    .execute()
  const people = await choose(act, id, choosing)
  const changes = {
    ...changesBetween({ name: old.name, for_everybody: old.for_everybody }, fields),
    ...(people[0] === people[1] ? {} : { pipeline_people: people }),
  }
  if (Object.keys(changes).length > 0) await record(act, { kind: 'pipeline changed', subject: fields.name, changes })
}

/** Takes a pipeline out of use, or into it again: its jobs stay and go on, new ones are not begun. The wanted state. */
export async function setPipelineArchived(act: Act, id: number, archived: boolean): Promise<void> {
  const pipeline = await lockedPipeline(act.trx, id)
  await must(act, 'manage pipelines')
  if ((pipeline.archived_at !== null) === archived) return
  await act.trx
    .updateTable('pipeline')
    .set({ archived_at: archived ? act.at : null })
    .where('id', '=', id)
    .execute()
  await record(act, { kind: archived ? 'pipeline archived' : 'pipeline brought back', subject: pipeline.name })
}
