import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { FolderRow } from './folder.ts'

/** What somebody may do in a folder: not even see it, look at and download what is in it, or all. */
export const levels = ['none', 'view', 'edit'] as const
export type Level = (typeof levels)[number]

/** What somebody may do where no folder says otherwise. */
export const usualLevel = (staff: Staff | null): Level => (can(staff, 'manage documents') ? 'edit' : 'view')

/** What somebody may do in a folder of their list; null for the top. */
export const levelOf = (staff: Staff, folder: FolderRow | null): Level =>
  can(staff, 'admin') ? 'edit' : (folder?.level ?? usualLevel(staff))

/** The folders into which somebody may put something; null among them stands for the top. */
export type Open = ReadonlySet<number | null>

export const openToEdit = (staff: Staff, folders: readonly FolderRow[]): Open =>
  new Set([null, ...folders].filter((one) => levelOf(staff, one) === 'edit').map((one) => one?.id ?? null))
