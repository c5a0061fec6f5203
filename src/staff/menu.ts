import type { Child } from 'hono/jsx'
import { inPlace, type Placed } from '#src/platform/module.ts'
import type { IconName } from '#views/ui/icons.ts'
import type { Viewer } from '#views/viewer.ts'
import { can, type Permission } from './rights.ts'

interface Entry extends Placed {
  href: string
  /** Whoever lacks it does not see the entry. */
  permission: Permission
  /** What it is called in the reader's language. */
  title(viewer: Viewer): string
  /** How much of it has failed, to be counted beside its title. */
  failed?(viewer: Viewer): number | undefined
}

export interface MenuEntry extends Entry {
  icon: IconName
  /** Another address at which its pages stand. */
  also?: string
  /** How much of it the reader has not read, to be counted beside its title. */
  unread?(viewer: Viewer): number | undefined
}

export interface SettingsEntry extends Entry {
  /** What one sets there. */
  text(viewer: Viewer): string
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** The noun's entries of the main menu. */
    menu?: readonly MenuEntry[]
    /** The noun's entries of the page of settings. */
    settings?: readonly SettingsEntry[]
    /** What it offers to somebody who is told that there is nothing at an address. */
    notFound?: (viewer: Viewer) => Child
  }
}

const seenBy =
  (viewer: Viewer) =>
  ({ permission }: Entry): boolean =>
    can(viewer.staff, permission)

const menuOf = inPlace((module) => module.menu)
const settingsOf = inPlace((module) => module.settings)

export const menuFor = (viewer: Viewer): MenuEntry[] => menuOf(viewer.modules).filter(seenBy(viewer))

export const settingsFor = (viewer: Viewer): SettingsEntry[] => settingsOf(viewer.modules).filter(seenBy(viewer))

/** How much has failed behind all entries of the settings. */
export const failedSettings = (viewer: Viewer): number =>
  settingsFor(viewer).reduce((sum, entry) => sum + (entry.failed?.(viewer) ?? 0), 0)
