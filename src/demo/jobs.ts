import type { Act, Actor } from '#src/audit/audit.ts'
import { createJob } from '#src/jobs/create.ts'
import { setJobArchived } from '#src/jobs/job.ts'
import { moveJob } from '#src/jobs/move.ts'
import { setRecurrence } from '#src/jobs/recurrence.ts'
import { createPipeline } from '#src/pipelines/pipeline.ts'
import { changeStage, type Stage, stagesOf } from '#src/pipelines/stage.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import type { Dice } from './dice.ts'

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

/** Three pipelines, jobs in all their stages, some late, some done, and one that comes back every month. */
export async function makeJobs(act: Act, dice: Dice, colleagues: readonly Actor[]): Promise<void> {
  const today = dayIn('Europe/Lisbon', act.at)
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
        today,
        isLate ? -1 - dice.below(20) : at === stages.length - 1 ? -dice.below(40) : 5 + dice.below(60),
      )
      const by = dice.pick(colleagues)
      const then = (days: number): Act => ({
        ...act,
        by,
        at: new Date(Date.parse(act.at) - days * 86_400_000 - dice.below(5) * 3_600_000).toISOString(),
      })
      const fields = { name: kind.name, details: '', due }
      const job = await createJob(then(30), account.id, id, fields, [dice.pick(colleagues).staffId!])
      for (let n = 1; n <= at; n++) await moveJob(then(30 - 5 * n), job, stages[n - 1]!.id, stages[n]!.id)
      if (at === stages.length - 1 && dice.chance(0.3)) await setJobArchived(then(1), job, true)
    }
    // Set once the jobs stand where they are: what came before did nothing of it.
    await does(act, stages[1]!, { tasks: kind.tasks.join('\n') }, admin?.staffId ?? 0, owner?.staffId ?? 0)
    const [first] = accounts
    if (kind.name === 'Monthly bookkeeping' && first) await everyMonth(act, first.id, id, today, admin?.staffId ?? 0)
  }
}

async function everyMonth(
  act: Act,
  accountId: number,
  pipelineId: number,
  today: string,
  preparer: number,
): Promise<void> {
  const due = `${daysAfter(today, 31).slice(0, 7)}-20`
  const fields = { name: 'Books of the month', details: 'Purchases, sales and the bank.', due }
  const job = await createJob(act, accountId, pipelineId, fields, [preparer])
  await setRecurrence(act, job, 0, { every: 'month', first_due: due, until: '', days_before: 7 }, today)
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
