import { direction, filterOf, idOrNull, oneOf, textOrBlank } from '#src/platform/web/list.ts'

/** Contacts by whether they have an e-mail address. */
export const emailChoices = ['any', 'with', 'without'] as const

/** And by their clients: one that is active at least, archived ones alone, or none. */
export const clientChoices = ['any', 'active', 'archived', 'none'] as const

/** The newest are those that were added last. */
export const contactSorts = ['name', 'newest'] as const

export const { read: readContactFilter, write: writeContactFilter } = filterOf({
  name: textOrBlank,
  email: oneOf(emailChoices),
  clients: oneOf(clientChoices),
  tag: idOrNull,
  sort: oneOf(contactSorts),
  order: direction,
})
export type ContactFilter = ReturnType<typeof readContactFilter>
