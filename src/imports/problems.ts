import type { FieldKey } from './fields.ts'

/** Why a whole file cannot be imported. */
export const fileProblems = [
  'empty',
  'heading only',
  'not text',
  'spreadsheet',
  'too many columns',
  'heading broken',
  'no cards',
] as const
export type FileProblem = (typeof fileProblems)[number]

/** Why one row or card could not be read at all. */
export const rowProblems = [
  'broken quote',
  'cell too long',
  'too many cells',
  'broken card',
  'card of a group',
  'card of a place',
] as const
export type RowProblem = (typeof rowProblems)[number]

/** What may be wrong with what a row says. */
export const problemCodes = [
  'nobody',
  'contact without a name',
  'too long',
  'too many',
  'unreadable characters',
  'not an e-mail address',
  'not a phone number',
  'not a date',
  'date without a year',
  'year out of range',
  'born in another time',
  'unknown country',
  'unknown language',
  'unknown type',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** Why a row was rejected that could be read: found only when it met the firm's data. */
export const meetingProblems = [
  'ID taken',
  'ID not usable',
  'doubtful',
  'left out',
  'no such team member',
  'may not assign team members',
  'no such tag',
  'failed',
] as const
export type MeetingProblem = (typeof meetingProblems)[number]

const notices: ReadonlySet<ProblemCode> = new Set([
  'date without a year',
  'born in another time',
  'unknown language',
  'unknown type',
])

/** Whether a problem rejects its row. The other ones are notices: the row is imported without that one value. */
export const rejects = ({ code }: CandidateProblem): boolean => !notices.has(code)

export interface CandidateProblem {
  /** Null for what is wrong with the row as a whole. */
  field: FieldKey | null
  code: ProblemCode
  /** What the file says there, cut to 200 characters. */
  value: string
}

/** A file that was read, or the reason why it was not. */
export type Tried<T> = ({ problem: null } & T) | { problem: FileProblem }
