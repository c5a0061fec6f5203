import { can, type Right, type Role } from '#src/staff/rights.ts'

type Me = { id: number; role: Role; rights: ReadonlySet<Right> } | null

/** Whether somebody may edit, pin and delete a note: their own, or anybody's with the right for it. */
export const mayEditNote = (me: Me, note: { staff_id: number }): boolean =>
  me?.id === note.staff_id || can(me, 'manage accounts')

/** For how many days a deleted note can be restored. */
export const daysKept = 120
