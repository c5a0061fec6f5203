import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { type SessionRow, sessionsOfRealm } from '#src/platform/web/sessions.ts'
import { rightsIn, type Staff } from './staff.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    staff_session: SessionRow & { staff_id: number }
  }
}

interface SignedIn extends Staff {
  firmName: string
  timeZone: string
  country: string
  /** How their overviews are arranged, as it is stored. */
  overview: string | null
}

const rowsOfSession = prepared((db, id: Placeholder<string>) =>
  db
    .selectFrom('staff_session as session')
    .innerJoin('staff', 'staff.id', 'session.staff_id')
    .innerJoin('firm', (join) => join.on('firm.id', '=', 1))
    .leftJoin('staff_right', 'staff_right.staff_id', 'staff.id')
    .select(['session.expires_at', 'session.last_seen_at'])
    .select(['staff.id', 'staff.name', 'staff.email', 'staff.role', 'staff.language', 'staff.has_shortcuts'])
    .select('staff.overview')
    .select(['firm.name as firmName', 'firm.time_zone as timeZone', 'firm.country', 'staff_right.name as right'])
    .where('session.id', '=', id)
    .where('staff.deactivated_at', 'is', null),
)

/** The person of a session with their rights, and what every page says of the firm, in one query. */
export async function findSignedIn(db: Db | Trx, id: string) {
  const rows = await rowsOfSession(db, id)
  const [row] = rows
  if (!row) return undefined
  const { expires_at, last_seen_at, right: _, ...person } = row
  return { personId: row.id, expires_at, last_seen_at, person: { ...person, rights: rightsIn(rows) } as SignedIn }
}

export const {
  begin: beginSession,
  find: findSession,
  touch: touchSession,
  end: endSession,
  endAllOf: endSessionsOf,
  allOf: sessionsOf,
  dropExpired: dropExpiredSessions,
  countLasting: countSessions,
} = sessionsOfRealm<SignedIn>({ table: 'staff_session', whose: 'staff_id', find: findSignedIn })
