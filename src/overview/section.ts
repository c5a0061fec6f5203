import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { App } from '#src/platform/app.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import type { Viewer } from '#views/viewer.ts'

/** Everything that an account's overview may show, in the order in which it does until somebody chooses another. */
export const sectionNames = [
  'documents',
  'tasks',
  'mail',
  'jobs',
  'chats',
  'invoices',
  'approvals',
  'signatures',
  'organizers',
  'notes',
  'time',
  'proposals',
  'logins',
  'contacts',
  'activity',
] as const
export type SectionName = (typeof sectionNames)[number]

/** For whom a section is made, and of which account. */
export interface Asked {
  app: App
  viewer: Viewer
  account: Account
}

/** What one noun shows of an account on its overview: a card of at most five rows. */
export interface OverviewSection {
  name: SectionName
  /** Whoever lacks it does not see the section. */
  permission: Permission
  /** Its title in the reader's language. */
  title(viewer: Viewer): string
  /** The card. At most two queries, each by an index, whatever the size of the firm or of the account. */
  show(asked: Asked): Promise<Child>
}

/** How many rows a section shows at most. */
export const rowsOfSection = 5

const sections = new Map<SectionName, OverviewSection>()

/** Puts a section on the overview: each noun its own, where its module is made. */
export const showsOnOverview = (section: OverviewSection): void => void sections.set(section.name, section)

/** The sections that there are and that somebody may see, in the usual order. */
export const sectionsFor = (viewer: Viewer): OverviewSection[] =>
  sectionNames
    .map((name) => sections.get(name))
    .filter((section) => section !== undefined)
    .filter((section) => can(viewer.staff, section.permission))
