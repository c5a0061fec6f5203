/** The database can't be reached, or has cut the connection: it may be there again in a moment. One line, for a log or a command. */
export class DatabaseAway extends Error {
  readonly code = 'EDATABASEAWAY'
  constructor(cause: unknown) {
    super(`The database can't be reached: ${reasonOf(cause)}`, { cause })
  }
}

/** A database that a newer version has made: this one must not touch it. */
export class NewerDatabase extends Error {}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** Where a name stands for two addresses, Node says nothing but the code. */
const reasonOf = (cause: unknown): string => (cause as Error).message || codeOf(cause)

const isSqlState = (code: string) => /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)
/** Connection exceptions; shut down, crashed, starting up, too long idle; no room for one more connection. */
const awayStates = /^08|^57P0[1235]$|^53300$/
const socketCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)$/
// What the driver says in words alone.
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout)|not queryable/

/** What PostgreSQL's driver has thrown, as DatabaseAway where it says that the connection is gone or can't be made; else as it is. */
export function namedFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseAway) return error
  const code = codeOf(error)
  const isAway = isSqlState(code) ? awayStates.test(code) : socketCodes.test(code) || awayWords.test(error.message)
  return isAway ? new DatabaseAway(error) : error
}

/** Whether a database could not be reached or used just now; nothing is wrong with what it was asked. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof DatabaseAway || /^SQLITE_(CANTOPEN|IOERR|BUSY)/.test(codeOf(error))

/** Whether there was no room on a disk, the database's or that of the files. */
export const isDiskFull = (error: unknown): boolean => /^(SQLITE_FULL|53100|ENOSPC|EDQUOT)$/.test(codeOf(error))

/** Whether the very same work may succeed later, since it failed by the state of the database and not by what it wanted. */
export const isPassingDatabaseFailure = (error: unknown): boolean => isDatabaseAway(error) || isDiskFull(error)
