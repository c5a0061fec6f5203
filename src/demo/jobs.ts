import type { Act } from '#src/audit/audit.ts'
import { createJob } from '#src/jobs/create.ts'
import { setJobArchived } from '#src/jobs/job.ts'
import { moveJob } from '#src/jobs/move.ts'
import { setRecurrence } from '#src/jobs/recurrence.ts'
import { createPipeline } from '#src/pipelines/pipeline.ts'
import { changeStage, type Stage, stagesOf } from '#src/pipelines/stage.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Dice } from './dice.ts'
import { daysAgo, founded, inTheDay, type Said, today } from './moments.ts'
import type { Colleague } from './staff.ts'

interface Kind {
  name: Said
  stages: Record<Language, readonly string[]>
  /** Of which accounts there are jobs. */
  of: 'individual' | 'company'
  /** What the second stage does: the titles of its tasks. */
  tasks: Record<Language, readonly string[]>
}

const kinds: readonly Kind[] = [
  {
    name: { en: 'Annual return (IRS)', pt: 'Declaração anual (IRS)' },
    stages: {
      en: ['Waiting for papers', 'In preparation', 'In review', 'With the client', 'Filed'],
      pt: ['À espera de documentos', 'Em preparação', 'Em revisão', 'Com o cliente', 'Entregue'],
    },
    of: 'individual',
    tasks: { en: ['Check e-fatura', 'Draft the modelo 3'], pt: ['Conferir o e-fatura', 'Preencher o modelo 3'] },
  },
  {
    name: { en: 'Monthly bookkeeping', pt: 'Contabilidade mensal' },
    stages: {
      en: ['Documents in', 'Posting', 'Reconciliation', 'Closed'],
      pt: ['Documentos recebidos', 'Lançamento', 'Conciliação', 'Fechado'],
    },
    of: 'company',
    tasks: { en: ['Post purchases', 'Post sales'], pt: ['Lançar compras', 'Lançar vendas'] },
  },
  {
    name: { en: 'Company tax (IRC, modelo 22)', pt: 'IRC (modelo 22)' },
    stages: {
      en: ['To begin', 'Year-end entries', 'Modelo 22', 'Review', 'Submitted'],
      pt: ['Por começar', 'Fecho do ano', 'Preencher a declaração', 'Revisão', 'Submetido'],
    },
    of: 'company',
    tasks: { en: ['Depreciation and accruals'], pt: ['Amortizações e acréscimos'] },
  },
]
const everyMonthSays = {
  name: { en: 'Books of the month', pt: 'Contas do mês' },
  details: { en: 'Purchases, sales and the bank.', pt: 'Compras, vendas e banco.' },
}

/** Of the kinds above. */
const monthly = 1
const accountsOfKind = 14
const tasksOfEach = 2
const entriesOfEach = 3

/** Three pipelines, jobs in all their stages, some late, some done, and one that comes back every month; then work for them. */
export async function makeJobs(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  language: Language,
): Promise<void> {
  const [owner, admin] = colleagues
  for (const [k, kind] of kinds.entries()) {
    const begun = daysAgo(act, founded - 10 * k)
    const name = kind.name[language]
    const id = await createPipeline(begun, { name, for_everybody: 1 }, kind.stages[language])
    const last = (await stagesOf(act.trx, id)).at(-1)!
    await does(begun, last, { completes: 1, colour: 'green' })
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
        at: inTheDay(dice, daysAgo(act, days).at),
      })
      const fields = { name, details: '', due }
      const job = await createJob(then(30), account.id, id, fields, [dice.pick(colleagues).staffId])
      for (let n = 1; n <= at; n++) await moveJob(then(30 - 5 * n), job, stages[n - 1]!.id, stages[n]!.id)
      if (at === stages.length - 1 && dice.chance(0.3)) await setJobArchived(then(1), job, true)
    }
    // Set once the jobs stand where they are: what came before did nothing of it.
    const yesterday = { ...daysAgo(act, 1), at: inTheDay(dice, daysAgo(act, 1).at, { from: 18, hours: 1 }) }
    await does(
      yesterday,
      stages[1]!,
      { tasks: kind.tasks[language].join('\n') },
      admin?.staffId ?? 0,
      owner?.staffId ?? 0,
    )
    const [first] = accounts
    if (k === monthly && first) await everyMonth(act, first.id, id, admin?.staffId ?? 0, language)
  }
  await giveWorkToJobs(act)
}

async function everyMonth(
  act: Act,
  accountId: number,
  pipelineId: number,
  preparer: number,
  language: Language,
): Promise<void> {
  const due = `${daysAfter(today(act), 31).slice(0, 7)}-20`
  const fields = { name: everyMonthSays.name[language], details: everyMonthSays.details[language], due }
  const then = daysAgo(act, 12)
  const job = await createJob(then, accountId, pipelineId, fields, [preparer])
  const recurrence = { every: 'month', first_due: due, last_day: 0, until: '', days_before: 7 } as const
  await setRecurrence(then, job, 0, recurrence, today(act))
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
