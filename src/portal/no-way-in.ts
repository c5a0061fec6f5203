import { Refusal } from '#src/platform/web/errors.ts'

/** Why a link of the portal leads nowhere, each with the status of its page. */
export const waysClosed = {
  /** Nobody made it, or another was made in its place. */
  unknown: 404,
  used: 410,
  /** Another invitation was sent, or the address is written differently now. */
  revoked: 410,
  'too old': 410,
  /** LOGIN was switched off, or the accounts are archived. */
  closed: 410,
  /** The address has become another contact's login. */
  taken: 409,
  /** Its person has a login of that address already. */
  'has login': 409,
} as const
export type WayClosed = keyof typeof waysClosed

/** A link that lets nobody in, and why. */
export class UnusableLink extends Refusal {
  readonly why: WayClosed
  constructor(why: WayClosed) {
    super(waysClosed[why], 'link used')
    this.why = why
  }
}
