import type { Account } from '#src/accounts/account.ts'
import { AccountActions } from '#views/profile/actions.tsx'
import { ProfileBar } from '#views/profile/page.tsx'
import type { Viewer } from '#views/viewer.ts'
import type { ProfileHead } from './head.ts'

/** The bar above a profile's pages as it is after a change, to go with the answer to htmx. */
export const barRegion = (viewer: Viewer, account: Account, head: ProfileHead) => ({
  target: '#profile-bar',
  region: <ProfileBar viewer={viewer} head={head} actions={<AccountActions viewer={viewer} account={account} />} />,
})
