import { datesFor } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'

/** A UTC time in the firm's time zone and the reader's language. */
export const Moment = ({ viewer, at }: { viewer: Viewer; at: string }) => (
  <time datetime={at} title={viewer.timeZone}>
    {datesFor(viewer).time(at)}
  </time>
)

export const Day = ({ viewer, at }: { viewer: Viewer; at: string }) => (
  <time datetime={at}>{datesFor(viewer).date(at)}</time>
)
