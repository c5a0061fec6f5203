import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import type { FirstContacts } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import { inPlace, type Module, type Placed } from '#src/platform/module.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import type { Viewer } from '#views/viewer.ts'
import type { OverviewFigure } from './rules.ts'

/** For whom a section is made, and of which account. */
export interface SectionRequest {
  app: App
  viewer: Viewer
  account: Account
}

/** The two columns of an overview. */
export type OverviewColumn = 'left' | 'right'

/** What one noun shows of an account on its overview: a card of at most five rows. It stands there until somebody chooses otherwise. */
export interface OverviewSection extends Placed {
  /** What a stored choice calls it, and the last part of the address of its page: /accounts/8/notes. */
  name: string
  /** Where it stands, whatever is in it: the work on the left, the people on the right. */
  column: OverviewColumn
  /** Where it has no page of its own in the profile. */
  hasNoPage?: true
  /** Whoever lacks it does not see the section. */
  permission: Permission
  /** Its title in the reader's language. */
  title(viewer: Viewer): string
  /** The card. At most two queries, each by an index, whatever the size of the firm or of the account. */
  show(asked: SectionRequest & { contacts: FirstContacts }): Promise<Child>
  /** What the line above all sections tells of it. */
  figures?: readonly OverviewFigure[]
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun shows on the overview of every account. */
    overview?: OverviewSection
  }
}

/** How many rows a section shows at most. */
export const rowsOfSection = 5

/** All sections, in the usual order. */
const sectionsOf = inPlace((module) => module.overview)

export const sectionNames = (modules: readonly Module[]): string[] => sectionsOf(modules).map((section) => section.name)

/** Those that somebody may see, in the usual order. */
export const sectionsFor = (viewer: Viewer): OverviewSection[] =>
  sectionsOf(viewer.modules).filter((section) => can(viewer.staff, section.permission))
