import { type Act, perform, systemActor } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import { locked } from '#src/platform/db/locked.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { assigneesOf } from './assignees.ts'
import { createJob } from './create.ts'
import { nextAfter } from './recurrence.ts'

const atATime = 100
/** How many missed ones are made of one recurrence in an hour: where no server ran for long, the rest follows in the next. */
const mostMissed = 12

/** Makes every recurring job whose day has come, each date once. */
export async function makeRecurringJobs(app: App): Promise<void> {
  const firm = await findFirm(app.db.read)
  if (!firm) return
  const today = dayIn(firm.time_zone, app.clock())
  for (let last = 0, more = true; more; ) {
    const waiting = await app.db.read
      .selectFrom('recurrence')
      .select('id')
      .where('make_on', 'is not', null)
      .where('make_on', '<=', today)
      .where('id', '>', last)
      .orderBy('id')
      .limit(atATime)
      .execute()
    for (const { id } of waiting) await perform(app, systemActor, (act) => makeNext(act, id, today))
    last = waiting.at(-1)?.id ?? 0
    more = waiting.length === atATime
  }
}

/** What a recurrence is of, as it is now and held: of two servers that come at once the second finds the day gone. */
async function lockedRecurrence({ trx }: Act, id: number) {
  await locked(trx, 'recurrence', id)
  return trx
    .selectFrom('recurrence')
    .innerJoin('job', 'job.id', 'recurrence.job_id')
    .innerJoin('account', 'account.id', 'job.account_id')
    .innerJoin('pipeline', 'pipeline.id', 'job.pipeline_id')
    .selectAll('recurrence')
    .select(['job.account_id', 'job.pipeline_id', 'job.name', 'job.details'])
    .select(['account.archived_at as account_archived', 'pipeline.archived_at as pipeline_archived'])
    .where('recurrence.id', '=', id)
    .executeTakeFirst()
}

async function makeNext(act: Act, id: number, today: string): Promise<void> {
  const recurrence = await lockedRecurrence(act, id)
  if (!recurrence) return
  const { job_id, account_id, pipeline_id, name, details } = recurrence
  let { next_due, make_on } = recurrence
  // For whom nothing is done any more nothing is made, nor made up for later.
  if (recurrence.account_archived || recurrence.pipeline_archived)
    ({ next_due, make_on } = nextAfter(recurrence, daysAfter(today, recurrence.days_before)))
  const assignees = (await assigneesOf(act.trx, [job_id])).get(job_id)!.map((person) => person.id)
  for (let made = 0; next_due && make_on && make_on <= today && made < mostMissed; made++) {
    const due = next_due
    await createJob(act, account_id, pipeline_id, { name, details, due }, assignees, {
      recurrence_id: id,
      occurrence: due,
    })
    ;({ next_due, make_on } = nextAfter(recurrence, due))
  }
  await act.trx.updateTable('recurrence').set({ next_due, make_on }).where('id', '=', id).execute()
}
