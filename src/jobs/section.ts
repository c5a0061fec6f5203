import type { Child } from 'hono/jsx'
import type { App } from '#src/platform/app.ts'
import type { Viewer } from '#views/viewer.ts'
import type { WholeJob } from './list.ts'

/** What may stand on a job's page beside the job itself, in this order. */
const sectionNames = ['tasks', 'time'] as const

/** What one noun shows of a job on its page. */
export interface JobSection {
  name: (typeof sectionNames)[number]
  show(asked: { app: App; viewer: Viewer; job: WholeJob }): Promise<Child>
}

const sections = new Map<string, JobSection>()

/** Puts a section on the page of every job: each noun its own, where its module is made. */
export const showsOnJob = (section: JobSection): void => void sections.set(section.name, section)

export const jobSections = (): JobSection[] =>
  sectionNames.map((name) => sections.get(name)).filter((section) => section !== undefined)
