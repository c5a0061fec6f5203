import type { DayPart } from '#src/day/part.ts'
import { MyJobs } from '#views/jobs/day.tsx'
import { jobsOfMine } from './list.ts'

const shown = 8

export const jobsOfDay: DayPart = {
  place: 10,
  async show({ app, viewer, today }) {
    const jobs = await jobsOfMine(app.db.read, viewer.staff!, shown)
    return <MyJobs viewer={viewer} today={today} jobs={jobs.slice(0, shown)} moreJobs={jobs.length > shown} />
  },
}
