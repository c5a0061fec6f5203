/** How many characters a name may have. */
export const longestName = 200

/** What becomes of a file whose name another one in its folder has already. */
export const sameNames = ['keep both', 'new version'] as const
export type SameName = (typeof sameNames)[number]

/** How new what the client brought is to somebody: to everybody, to them alone, or not. */
export type Newness = 'new' | 'new to you' | null

/** How new a document is to the person for whom `seen_by_me` was selected. What the staff bring is new to nobody. */
export const newness = (document: { from_client: number; seen_at: string | null; seen_by_me: number }): Newness =>
  document.from_client === 0 || Number(document.seen_by_me) === 1
    ? null
    : document.seen_at === null
      ? 'new'
      : 'new to you'

/** Above how many the documents that the client has to do with are not counted any more. */
export const mostCounted = 1000

/** For how many days what is in the trash can be taken out again. */
export const daysInTrash = 120

const day = 24 * 3600 * 1000

/** Until when what was put into the trash at that moment can be taken out. */
export const trashExpiry = (trashedAt: string): string =>
  new Date(Date.parse(trashedAt) + daysInTrash * day).toISOString()

/** What was put into the trash before that moment is past being taken out. */
export const trashedBefore = (now: Date): string => new Date(now.getTime() - daysInTrash * day).toISOString()
