import { type Narrowing, rowsOfEvents, toldBy } from '#src/audit/events.ts'
import type { App } from '#src/platform/app.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Module } from '#src/platform/module.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'

/** The condition on what that person may be told. */
type Narrowed = (reader: Reader) => Narrowing

declare module '#src/platform/module.ts' {
  interface Module {
    /** Keeps from a reader what of the noun they may not see, wherever events of accounts are told. */
    narrows?: Narrowed
  }
}

const narrowedBy = (modules: readonly Module[]): Narrowed[] => modules.flatMap((module) => module.narrows ?? [])

/** All conditions on what that person may be told. */
export const narrowingsFor = (modules: readonly Module[], reader: Staff): Narrowing[] =>
  narrowedBy(modules).map((narrowed) => narrowed(reader))

const rowsFor = prepared(
  (
    db,
    narrowed: readonly Narrowed[],
    reader: Reader,
    accountId: Placeholder<number> | null,
    contactIds: readonly Placeholder<number>[] | null,
    before: Placeholder<number> | null,
    most: Placeholder<number>,
  ) => rowsOfEvents(db, { accountId, contactIds, before, only: narrowed.map((one) => one(reader)) }, most),
)

interface AccountEvents {
  accountId?: number
  contactIds?: readonly number[]
  /** Only events older than this one. */
  before?: number | undefined
}

/** Events as that person may be told of them, the newest first. */
export async function eventsFor(
  { db, modules }: Pick<App, 'db' | 'modules'>,
  reader: Staff,
  {
    accountId = null,
    contactIds = null,
    before = null,
  }: { [Field in keyof AccountEvents]: AccountEvents[Field] | null },
  most: number,
) {
  const rows = await rowsFor(db.read, narrowedBy(modules), reader, accountId, contactIds, before, most + 1)
  return toldBy(rows, most)
}
