import type { Act } from '#src/audit/audit.ts'

const tasksOfEach = 2
const entriesOfEach = 3

/** Some of what there is to do for an account, and of what was done last, is of its open job. */
export async function giveWorkToJobs({ trx }: Act): Promise<void> {
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
