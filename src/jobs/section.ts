import type { Child } from 'hono/jsx'
import type { App } from '#src/platform/app.ts'
import { inPlace, type Placed } from '#src/platform/module.ts'
import type { Viewer } from '#views/viewer.ts'
import type { WholeJob } from './list.ts'

/** What one noun shows of a job on its page, beside the job itself. */
export interface JobSection extends Placed {
  show(asked: { app: App; viewer: Viewer; job: WholeJob }): Promise<Child>
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun shows on the page of every job. */
    job?: JobSection
  }
}

export const jobSections = inPlace((module) => module.job)
