import type { Noun } from './firm.ts'
import { employeeId, fewId, manyId, ownerId, someAdmin, somePreparer } from './staff.ts'

const openedByOwner = 500
/** How many accounts the other two employees are on the team of, as far as there are so many; in a small firm one is not on all of them. */
const [accountsOfFew, accountsOfMany] = [5, 6000]
const mostOfAll = 0.6

/** Who works on an account, and who has opened it lately. */
export const teamOf: Noun = (firm) => {
  const { bulk, dice, now, accountCount } = firm
  const many = Math.min(accountsOfMany, Math.floor(accountCount * mostOfAll))
  /** Whether an account is one of so many, which are spread evenly over the firm. */
  const isOneOf = (count: number, id: number) =>
    Math.floor((id * count) / accountCount) > Math.floor(((id - 1) * count) / accountCount)
  return ({ id: account_id, created_at, preparer, isOfEmployee }) => {
    for (const staff_id of new Set([
      preparer,
      ...(dice.chance(0.3) ? [somePreparer(firm)] : []),
      ...(isOfEmployee ? [employeeId] : []),
      ...(isOneOf(Math.min(accountsOfFew, accountCount), account_id) ? [fewId] : []),
      ...(isOneOf(many, account_id) ? [manyId] : []),
    ]))
      bulk.add('account_team', { account_id, staff_id, added_at: created_at })
    if (dice.chance(0.6)) {
      bulk.add('account_role', { account_id, role: 'preparer', staff_id: preparer })
      bulk.add('account_role', { account_id, role: 'reviewer', staff_id: someAdmin(firm) })
    }
    if (dice.chance(0.05)) bulk.add('account_follower', { account_id, staff_id: ownerId })
    const at = new Date(now - account_id * 60_000).toISOString()
    if (account_id <= openedByOwner) bulk.add('account_opening', { staff_id: ownerId, account_id, at })
    if (isOfEmployee) bulk.add('account_opening', { staff_id: employeeId, account_id, at })
  }
}
