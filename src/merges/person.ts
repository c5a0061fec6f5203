import type { Erasure, PersonPart } from '#src/contacts/people.ts'

export const personOfMerges: PersonPart = { erases }

/** Rows as they were say who they were of. */
async function erases({ act, contactIds }: Erasure): Promise<void> {
  await act.trx
    .deleteFrom('contact_merge')
    .where((or) => or.or([or('winner_id', 'in', contactIds), or('loser_id', 'in', contactIds)]))
    .execute()
}
