import { can } from '#src/staff/rights.ts'
import { NoSuchClient } from '#views/access-requests/not-found.tsx'
import type { Viewer } from '#views/viewer.ts'

/** Where there is no such client for somebody, they may ask for access. Whether there is one for others is not told. */
export const offerToAsk = (viewer: Viewer) =>
  /^\/accounts\/\d+(\/|$)/.test(viewer.path) &&
  !can(viewer.staff, 'view all accounts') && <NoSuchClient viewer={viewer} />
