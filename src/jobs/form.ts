import { z } from 'zod'
import { everyChoices } from '#src/platform/recurrence.ts'
import {
  choice,
  date,
  dateOrBlank,
  idField,
  line,
  lines,
  problem,
  requiredLine,
  several,
  toId,
  version,
} from '#src/platform/web/form.ts'
import type { Recurrence } from './recurrence.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    jobs: 'days too many' | 'before the first' | 'weeks have no last day'
  }
}

/** Somebody's number, or '' for nobody. */
const somebody = line(10)
  .transform((value) => (value === '' ? null : (toId(value) ?? 0)))
  .refine((value) => value !== 0, problem('not a choice'))

const shared = {
  details: lines(10_000),
  due: dateOrBlank,
  assignee: several(somebody),
  assignee_was: several(somebody),
}

/** Without a name a job is called like its pipeline. Where one came from, to be led back there. */
export const newJobForm = z.object({ name: line(200), pipeline: idField, ...shared, back: line(300) })
export const jobForm = z.object({ name: requiredLine(200), ...shared, version })

/** From the stage in which it was shown to another one, and the page on which that was: of the board, whose jobs it showed. */
export const moveForm = z.object({
  from: idField,
  to: idField,
  on: choice(['board', 'job']).catch('job'),
  assignee: line(10),
})

export const recurrenceForm = z.object({
  every: choice(everyChoices),
  first_due: date,
  last_day: line(3).transform((value) => (value === 'on' ? 1 : 0)),
  until: dateOrBlank,
  days_before: line(4)
    .refine((value) => /^\d{1,3}$/.test(value) && Number(value) <= 365, problem('days too many'))
    .transform(Number),
  version,
})

/** A recurrence as its form's values. */
export const recurrenceValues = (
  recurrence: Pick<Recurrence, 'first_due' | 'last_day' | 'until' | 'days_before' | 'version'> & { every: string },
) => ({
  every: recurrence.every,
  first_due: recurrence.first_due,
  last_day: recurrence.last_day ? 'on' : '',
  until: recurrence.until,
  days_before: String(recurrence.days_before),
  version: String(recurrence.version),
})
