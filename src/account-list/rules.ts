/** Columns that one may show or hide; the name always stands first. */
export const accountColumns = [
  'id',
  'type',
  'tags',
  'team',
  'preparer',
  'reviewer',
  'portal',
  'last login',
  'unread chats',
  'tax id',
  'created',
] as const
export type AccountColumn = (typeof accountColumns)[number]
export const usualColumns: readonly AccountColumn[] = ['id', 'type', 'tags', 'team', 'portal', 'unread chats']

/** How many accounts a list counts at most: a page of it must not cost more because the firm is large. */
export const mostCounted = 2000
