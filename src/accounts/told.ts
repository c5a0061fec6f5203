import { type EventFilter, events, type Narrowing } from '#src/audit/events.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'

const narrowings: ((reader: Staff) => Narrowing)[] = []

/** Has a noun keep from readers what of it they may not see, wherever events of accounts are told. */
export const narrowsEvents = (narrowing: (reader: Staff) => Narrowing): void => void narrowings.push(narrowing)

/** The conditions on what that person may be told. */
export const toldTo = (reader: Staff): Narrowing[] => narrowings.map((narrowing) => narrowing(reader))

/** Events as that person may be told of them, the newest first. */
export const eventsFor = (db: Db, reader: Staff, filter: EventFilter, most: number) =>
  events(db, { ...filter, only: toldTo(reader) }, most)
