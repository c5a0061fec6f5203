import type { LeavingPart } from '#src/staff/leaving.ts'
import { jobPath } from '#views/jobs/row.tsx'
import { words } from '#views/jobs/words.ts'
import { LeftBehind } from '#views/staff/leaving.tsx'

const named = 5

/** The open jobs of somebody who leaves, the most urgent first. */
export const jobsLeftBehind: LeavingPart = {
  place: 20,
  async show({ app, viewer, person }) {
    const rows = await app.db.read
      .selectFrom('job_assignee as own')
      .innerJoin('job', 'job.id', 'own.job_id')
      .innerJoin('account', 'account.id', 'job.account_id')
      .select(['job.id', 'job.name', 'job.account_id', 'account.name as account'])
      .select((eb) =>
        eb
          .selectFrom('job_assignee as all')
          .select((n) => n.fn.countAll<number>().as('n'))
          .where('all.staff_id', '=', person.id)
          .where('all.state', '=', 'open')
          .as('count'),
      )
      .where('own.staff_id', '=', person.id)
      .where('own.state', '=', 'open')
      .orderBy('own.sort_due')
      .orderBy('own.job_id')
      .limit(named)
      .execute()
    const [first] = rows
    if (!first) return null
    return (
      <LeftBehind
        viewer={viewer}
        title={words[viewer.language].openJobs}
        named={rows.map((job) => ({ name: job.name, of: job.account, path: jobPath(job) }))}
        count={Number(first.count)}
        all={`/jobs?assignee=${person.id}`}
      />
    )
  },
}
