import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'

/** A UTC time in the firm's time zone and the reader's language. */
export const Moment = ({ viewer, at }: { viewer: Viewer; at: string }) => (
  <time datetime={at} title={viewer.timeZone}>
    {formatsIn(viewer.language).time(at, viewer.timeZone)}
  </time>
)

export const Day = ({ viewer, at }: { viewer: Viewer; at: string }) => (
  <time datetime={at}>{formatsIn(viewer.language).date(at)}</time>
)
