import type { SelectQueryBuilder } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import { prepared } from '#src/platform/db/prepared.ts'
import type { Module } from '#src/platform/module.ts'
import type { Waiting } from '#views/viewer.ts'
import { can, type Permission } from './rights.ts'
import type { Reader, Staff } from './staff.ts'

/** What of a noun is counted for every page of somebody of the staff. */
interface WaitingCount {
  /** What it is called among all that waits. */
  name: { [Name in keyof Waiting]-?: number extends Waiting[Name] ? Name : never }[keyof Waiting]
  /** Whoever lacks it is told nothing of it. */
  permission: Permission
  /** The rows to count, by an index. */
  rows(db: Db, staff: Reader): SelectQueryBuilder<any, any, any>
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What of the noun waits for somebody of the staff, as a number beside its name in the menu. */
    counts?: WaitingCount
  }
}

const countsOf = prepared((db, counts: readonly WaitingCount[], staff: Reader) =>
  db.selectNoFrom(
    counts.map(({ name, rows }) =>
      db
        .selectFrom(rows(db, staff).as('some'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .as(name),
    ),
  ),
)

/** How much of what waits for somebody. One query, however many nouns bring some. */
export async function countWaiting(db: Db, modules: readonly Module[], staff: Staff): Promise<Waiting> {
  const counts = modules.flatMap((module) => module.counts ?? []).filter(({ permission }) => can(staff, permission))
  const [row] = counts.length === 0 ? [] : await countsOf(db, counts, staff)
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, n]) => [name, Number(n)]))
}
