import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An answer that is not what was asked for. Thrown anywhere below a route, told to the person by the root `onError` alone. */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode
  readonly reason: RefusalReason
  constructor(status: ContentfulStatusCode, reason: RefusalReason) {
    super(reason)
    this.status = status
    this.reason = reason
  }
}

export type RefusalReason =
  | 'not found'
  | 'not allowed'
  | 'signed out'
  | 'foreign form'
  | 'stale form'
  | 'changed meanwhile'
  | 'too large'
  | 'too slow'
  | 'not understood'
  | 'too many'
  | 'link used'
  | 'link not needed'
  | 'address taken'
  | 'not yours to open'
  | 'not invited'
  | 'file gone'
  | 'files away'
  | 'too many files'

export const notFound = () => new Refusal(404, 'not found')
export const notAllowed = () => new Refusal(403, 'not allowed')
export const signedOut = () => new Refusal(401, 'signed out')
export const changedMeanwhile = () => new Refusal(409, 'changed meanwhile')

/** An edit of a row that somebody else has changed since the form was made. `theirs` is the row as it is now. */
export class Conflict<Row> extends Refusal {
  readonly theirs: Row
  constructor(theirs: Row) {
    super(409, 'changed meanwhile')
    this.theirs = theirs
  }
}
