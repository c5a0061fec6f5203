import type { Act } from '#src/audit/audit.ts'
import { createJob } from '#src/jobs/create.ts'
import { setJobArchived } from '#src/jobs/job.ts'
import { moveJob } from '#src/jobs/move.ts'
import { setRecurrence } from '#src/jobs/recurrence.ts'
import { createPipeline } from '#src/pipelines/pipeline.ts'
import { changeStage, type Stage, stagesOf } from '#src/pipelines/stage.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import type { Dice } from './dice.ts'
import { day, hour, today } from './moments.ts'
import type { Colleague } from './staff.ts'

interface Kind {
  name: string
  stages: readonly string[]
  /** Of which accounts there are jobs. */
  of: 'individual' | 'company'
  /** What the second stage does: the titles of its tasks. */
  tasks: readonly string[]
}

const kinds: readonly Kind[] = [
  {
    name: 'Annual return (IRS)',
    stages: ['Waiting for papers', 'In preparation', 'In review', 'With the client', 'Filed'],
    of: 'individual',
    tasks: ['Check e-fatura', 'Draft the modelo 3'],
  },
  {
    name: 'Monthly bookkeeping',
    stages: ['Documents in', 'Posting', 'Reconciliation', 'Closed'],
    of: 'company',
    tasks: ['Post purchases', 'Post sales'],
  },
  {
    name: 'Company tax (IRC, modelo 22)',
    stages: ['To begin', 'Year-end entries', 'Modelo 22', 'Review', 'Submitted'],
    of: 'company',
    tasks: ['Depreciation and accruals'],
  },
]

const accountsOfKind = 14
const tasksOfEach = 2
const entriesOfEach = 3

/** Three pipelines, jobs in all their stages, some late, some done, and one that comes back every month; then work for them. */
export async function makeJobs(act: Act, dice: Dice, colleagues: readonly Colleague[]): Promise<void> {
  const [owner, admin] = colleagues
  for (const kind of kinds) {
    const id = await createPipeline(act, { name: kind.name, for_everybody: 1 }, kind.stages)
    const last = (await stagesOf(act.trx, id)).at(-1)!
    await does(act, last, { completes: 1, colour: 'green' })
    const stages = await stagesOf(act.trx, id)
    const accounts = await act.trx
      .selectFrom('account')
      .select('id')
      .where('archived_at', 'is', null)
      .where('type', '=', kind.of)
      .orderBy('id')
      .limit(accountsOfKind)
      .execute()
    for (const [i, account] of accounts.entries()) {
      // The earlier a job was begun, the further it is.
      const at = (i + dice.below(2)) % stages.length
      const isLate = at < stages.length - 1 && dice.chance(0.2)
      const due = daysAfter(
        today(act),
        isLate ? -1 - dice.below(20) : at === stages.length - 1 ? -dice.below(40) : 5 + dice.below(60),
      )
      const by = dice.pick(colleagues)
      const then = (days: number): Act => ({
        ...act,
        by,
        at: new Date(Date.parse(act.at) - days * day - dice.below(5) * hour).toISOString(),
      })
      const fields = { name: kind.name, details: '', due }
      const job = await createJob(then(30), account.id, id, fields, [dice.pick(colleagues).staffId])
      for (let n = 1; n <= at; n++) await moveJob(then(30 - 5 * n), job, stages[n - 1]!.id, stages[n]!.id)
      if (at === stages.length - 1 && dice.chance(0.3)) await setJobArchived(then(1), job, true)
    }
    // Set once the jobs stand where they are: what came before did nothing of it.
    await does(act, stages[1]!, { tasks: kind.tasks.join('\n') }, admin?.staffId ?? 0, owner?.staffId ?? 0)
    const [first] = accounts
    if (kind.name === 'Monthly bookkeeping' && first) await everyMonth(act, first.id, id, admin?.staffId ?? 0)
  }
  await giveWorkToJobs(act)
}

async function everyMonth(act: Act, accountId: number, pipelineId: number, preparer: number): Promise<void> {
  const due = `${daysAfter(today(act), 31).slice(0, 7)}-20`
  const fields = { name: 'Books of the month', details: 'Purchases, sales and the bank.', due }
  const job = await createJob(act, accountId, pipelineId, fields, [preparer])
  const recurrence = { every: 'month', first_due: due, last_day: 0, until: '', days_before: 7 } as const
  await setRecurrence(act, job, 0, recurrence, today(act))
}

/** Says what a stage does; whom it assigns and whom it tells, where that is anybody. */
async function does(act: Act, stage: Stage, change: Partial<Stage>, assigned = 0, notified = 0): Promise<void> {
  const { name, colour, completes, tasks } = { ...stage, ...change }
  const some = (id: number) => ({ chosen: id ? [id] : [] })
  await changeStage(
    act,
    stage.pipeline_id,
    stage.id,
    stage.version,
    { name, colour, completes, tasks },
    { assigned: some(assigned), notified: some(notified) },
  )
}

/** Some of what there is to do for an account, and of what was done last, is of its open job. */
async function giveWorkToJobs({ trx }: Act): Promise<void> {
  const jobs = await trx
    .selectFrom('job')
    .select((eb) => [eb.fn.min<number>('id').as('id'), 'account_id'])
    .where('state', '=', 'open')
    .groupBy('account_id')
    .execute()
  for (const { id, account_id } of jobs) {
    const tasks = trx.selectFrom('task').select('id').where('account_id', '=', account_id).where('is_open', '=', 1)
    const entries = trx.selectFrom('time_entry').select('id').where('account_id', '=', account_id)
    await trx
      .updateTable('task')
      .set({ job_id: id })
      .where('id', 'in', tasks.orderBy('sort_due').orderBy('id').limit(tasksOfEach))
      .execute()
    await trx
      .updateTable('time_entry')
      .set({ job_id: id })
      .where('id', 'in', entries.orderBy('day', 'desc').orderBy('id', 'desc').limit(entriesOfEach))
      .execute()
  }
}
