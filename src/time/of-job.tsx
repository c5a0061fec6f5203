import type { JobSection } from '#src/jobs/section.ts'
import { JobTime } from '#views/time/of-job.tsx'
import { allOf } from './filter.ts'
import { totalsByPerson } from './list.ts'

/** How long has been worked for a job, person by person, as far as the reader may see. Two queries. */
export const timeOnJob: JobSection = {
  place: 20,
  async show({ app, viewer, job }) {
    const db = app.db.read
    const filter = { ...allOf(job.account_id), job: job.id }
    const firm = await db.selectFrom('firm').select('time_rounding').executeTakeFirst()
    const rounding = firm?.time_rounding ?? 0
    const sums = await totalsByPerson(db, viewer.staff!, filter, rounding)
    return <JobTime viewer={viewer} job={job} sums={sums} />
  },
}
