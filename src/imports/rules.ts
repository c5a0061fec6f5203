import type { Delimiter } from '#src/platform/web/delimiter.ts'

/** ready: to be mapped and looked at; then queued, running, and one of the three ends. */
export const importStatuses = ['ready', 'queued', 'running', 'done', 'cancelled', 'failed'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** What happens to an account or contact that is there already: its blanks are filled, its values replaced, or it is left as it is. */
export const existingChoices = ['fill', 'replace', 'leave'] as const
export type Existing = (typeof existingChoices)[number]

/** What becomes of a row that may be somebody who is there, where nobody decides about it: the import does not start, or the row is left out, or made new. */
export const doubtfulChoices = ['ask', 'leave out', 'new'] as const
export type Doubtful = (typeof doubtfulChoices)[number]

/** An account of the firm, or the one that a row of the file makes or joins. */
export type AccountRef = `account:${number}` | `row:${number}`
/** A contact of the firm, or the one that a row makes, which is one of up to four. */
export type ContactRef = `contact:${number}` | `row:${number}:${number}`

/** What is decided about a doubtful row: whom it joins, or that it is somebody new, or that it stays out. */
export type Decision = AccountRef | ContactRef | 'new' | 'leave out'

/** Why a row is doubtful. */
export const doubtReasons = [
  'name alone',
  'another tax ID',
  'another birth date',
  'same phone',
  'several match',
] as const
export type DoubtReason = (typeof doubtReasons)[number]

/** The signs between cells, by names that a form can say. */
export const separators = ['comma', 'semicolon', 'tab', 'bar'] as const
export type Separator = (typeof separators)[number]
const signs: Record<Separator, Delimiter> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' }

export const delimiterOf = (name: string): Delimiter | undefined =>
  Object.hasOwn(signs, name) ? signs[name as Separator] : undefined
export const separatorOf = (delimiter: Delimiter): Separator => separators.find((name) => signs[name] === delimiter)!

/** What would become of a row. */
export const rowOutcomes = ['new', 'joins', 'doubtful', 'left out', 'rejected'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** Rows on a page of the preview, and of those to decide about. */
export const rowsShown = 25
export const doubtsShown = 50
