import { seesAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { lockedRows } from '#src/platform/db/locked.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { LeavingPerson } from '#src/staff/leaving.ts'
import { findStaff } from '#src/staff/staff.ts'
import { words } from '#views/jobs/words.ts'
import { assigneesOf } from './assignees.ts'

/** How many jobs change hands by one statement. */
const atOnce = 500

/** The open jobs of somebody whose access ends go to their heir, where the heir sees the client; else they are theirs no more. */
export async function handOverJobs(act: Act, { person, heir, work, said }: LeavingPerson): Promise<void> {
  const { trx } = act
  const own = trx.selectFrom('job_assignee').where('staff_id', '=', person.id).where('job_assignee.state', '=', 'open')
  const held = await own.select('job_id as id').execute()
  await lockedRows(
    trx,
    'job',
    held.map(({ id }) => id),
  )
  const toHeir = work === 'heir' ? await findStaff(trx, heir.id) : undefined
  const jobs = await own
    .innerJoin('job', 'job.id', 'job_assignee.job_id')
    .innerJoin('account', 'account.id', 'job.account_id')
    .select(['job.id', 'job.name', 'job.state', 'job.sort_due', 'job.account_id', 'account.name as account'])
    .select((eb) =>
      (toHeir ? eb.case().when(seesAccount(toHeir, 'account.id')(eb)).then(1).else(0).end() : eb.lit(0)).as('is_given'),
    )
    .orderBy('job.id')
    .execute()
  let unassigned = 0
  for (let i = 0; i < jobs.length; i += atOnce) {
    const some = jobs.slice(i, i + atOnce)
    const ids = some.map((job) => job.id)
    const given = some.filter((job) => job.is_given === 1)
    const before = await assigneesOf(trx, ids)
    await trx.deleteFrom('job_assignee').where('staff_id', '=', person.id).where('job_id', 'in', ids).execute()
    if (given.length > 0)
      await trx
        .insertInto('job_assignee')
        .values(given.map(({ id, state, sort_due }) => ({ job_id: id, staff_id: heir.id, state, sort_due })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    const after = await assigneesOf(trx, ids)
    const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ') || null
    for (const job of some) {
      const now = after.get(job.id)!
      if (now.every(({ gone }) => gone)) unassigned++
      await record(act, {
        kind: 'job changed',
        accountId: job.account_id,
        subjectRef: `job ${job.id}`,
        subject: job.account,
        changes: { job: [job.name, job.name], assignees: [names(before.get(job.id)!), names(now)] },
      })
    }
  }
  const handedOver = jobs.filter((job) => job.is_given === 1).length
  if (handedOver > 0) said.push((language) => words[language].handedOver(formatsIn(language).count(handedOver)))
  if (unassigned > 0) said.push((language) => words[language].leftUnassigned(formatsIn(language).count(unassigned)))
}
