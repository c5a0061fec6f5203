export const accountTypes = ['individual', 'company', 'other'] as const
export type AccountType = (typeof accountTypes)[number]
export const isAccountType = (text: unknown): text is AccountType => accountTypes.includes(text as AccountType)

/** What a team member may be to an account. It picks assignees and grants nothing. */
export const accountRoles = ['preparer', 'reviewer'] as const
export type AccountRole = (typeof accountRoles)[number]
