import type { Child } from 'hono/jsx'
import type { App } from '#src/platform/app.ts'
import type { Placed } from '#src/platform/module.ts'
import type { Viewer } from '#views/viewer.ts'

/** What one noun shows of somebody's day, beside their tasks: a card. At most two queries, each by an index. */
export interface DayPart extends Placed {
  /** `today` is the date by the firm's calendar. */
  show(asked: { app: App; viewer: Viewer; today: string }): Promise<Child>
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun shows on everybody's own day. */
    day?: DayPart
  }
}
