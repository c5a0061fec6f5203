import { type EventFilter, events, type Narrowing } from '#src/audit/events.ts'
import type { App } from '#src/platform/app.ts'
import type { Module } from '#src/platform/module.ts'
import type { Staff } from '#src/staff/staff.ts'

declare module '#src/platform/module.ts' {
  interface Module {
    /** Keeps from a reader what of the noun they may not see, wherever events of accounts are told. */
    narrows?(reader: Staff): Narrowing
  }
}

/** The conditions on what that person may be told. */
export const narrowingsFor = (modules: readonly Module[], reader: Staff): Narrowing[] =>
  modules.flatMap((module) => module.narrows?.(reader) ?? [])

/** Events as that person may be told of them, the newest first. */
export const eventsFor = (
  { db, modules }: Pick<App, 'db' | 'modules'>,
  reader: Staff,
  filter: EventFilter,
  most: number,
) => events(db.read, { ...filter, only: narrowingsFor(modules, reader) }, most)
