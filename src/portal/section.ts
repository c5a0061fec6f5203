import type { Context } from 'hono'
import type { Db } from '#src/platform/db/database.ts'
import { inPlace, type Placed } from '#src/platform/module.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import type { Viewer } from '#views/viewer.ts'
import { clientOf, clientViewer } from './gate.ts'
import { accountsOfLogin } from './login.ts'
import { portalPath } from './rules.ts'
import type { Client } from './sessions.ts'

/** What one noun shows its client of an account. */
export interface PortalSection extends Placed {
  /** The last part of its address. */
  name: string
  /** Its title in the reader's language. */
  title(viewer: Viewer): string
  /** How many of its things wait for this client, by account; none for an account where nothing does. One query, by an index. */
  waiting(db: Db, client: Client, accountIds: readonly number[]): Promise<ReadonlyMap<number, number>>
  /** What waits, in words: "3 new documents". */
  says(viewer: Viewer, count: number): string
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun shows clients in the portal. */
    portal?: PortalSection
  }
}

export const portalSections = inPlace((module) => module.portal)

export type OpenedAccount = Awaited<ReturnType<typeof accountsOfLogin>>[number]

/** Something that waits for a client. */
export interface Waiting {
  href: string
  account: string
  text: string
}

/** All that waits for a client, on the accounts that their login opens: one query for each section. */
export async function waitingFor(
  db: Db,
  client: Client,
  viewer: Viewer,
  accounts: readonly OpenedAccount[],
): Promise<Waiting[]> {
  const ids = accounts.map((account) => account.id)
  const found = portalSections(viewer.modules).map(async (section) => {
    const counts = await section.waiting(db, client, ids)
    return accounts.flatMap((account) => {
      const count = counts.get(account.id) ?? 0
      const href = portalPath(account.id, section.name)
      return count > 0 ? [{ href, account: account.name, text: section.says(viewer, count) }] : []
    })
  })
  return (await Promise.all(found)).flat()
}

/** What the frame of an account's page in the portal shows. */
export interface PortalFrame {
  viewer: Viewer
  client: Client
  account: OpenedAccount
  /** All that the login opens, this one too. */
  accounts: OpenedAccount[]
  /** The account's sections, with this page's marked. */
  tabs: { href: string; label: string; current: boolean }[]
}

/** The account of the URL, where the client's login opens it, with all that its pages show around them. Throws 404 for any other. */
export async function clientAccount(c: Context): Promise<PortalFrame> {
  const client = clientOf(c)
  const accounts = await accountsOfLogin(c.var.db, client.loginId)
  const id = toId(c.req.param('id'))
  const account = accounts.find((one) => one.id === id)
  if (!account) throw notFound()
  const viewer = await clientViewer(c)
  const tabs = portalSections(viewer.modules).map((section) => {
    const href = portalPath(account.id, section.name)
    return {
      href,
      label: section.title(viewer),
      current: viewer.path === href || viewer.path.startsWith(`${href}/`),
    }
  })
  return { viewer, client, account, accounts, tabs }
}
