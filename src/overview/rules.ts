import type { SelectQueryBuilder } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Asked } from '#src/platform/db/prepared.ts'
import type { Reader } from '#src/staff/staff.ts'
import type { Viewer } from '#views/viewer.ts'

/** Why a figure is told: late, new from the client, or the client's turn. */
export const figureKinds = ['overdue', 'unread', 'waiting'] as const
export type FigureKind = (typeof figureKinds)[number]

/** Of which account figures are, for whom and on which day. */
export interface FigureRequest {
  staff: Reader
  accountId: Asked<number>
  today: Asked<string>
}

/** How many of something there are on one account, for the line above its overview. */
export interface OverviewFigure {
  kind: FigureKind
  /** The rows to count, by an index. */
  rows(db: Db, asked: FigureRequest): SelectQueryBuilder<any, any, any>
  /** So many of them, in the reader's language. */
  says(viewer: Viewer, count: number, shown: string): string
  /** Where they are. */
  href(accountId: number): string
}

/** How far each is counted. */
export const mostCounted = 99

/** A figure with how many there are: one above `mostCounted` where there are more. */
export interface Counted {
  figure: OverviewFigure
  count: number
}
