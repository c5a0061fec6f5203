import type { Role } from '#src/staff/rights.ts'

/** From whom the firm asks a second factor besides the password. */
export const demands = ['nobody', 'admins', 'everybody'] as const
export type Demand = (typeof demands)[number]

/** Whether the firm asks it of somebody; they may have one all the same. */
export const isDemandedOf = (demand: Demand, { role }: { role: Role }): boolean =>
  demand === 'everybody' || (demand === 'admins' && role !== 'employee')

/** How many recovery codes somebody has at a time. */
export const recoveryCodeCount = 10
