import type { Erasure, PersonPart } from '#src/contacts/people.ts'

const ofThoseTwo = { merge: { stays: 'an earlier merge was of those two' }, erasure: 'goes' } as const

export const personOfMerges: PersonPart = {
  columns: { 'contact_merge.winner_id': ofThoseTwo, 'contact_merge.loser_id': ofThoseTwo },
  erases,
}

/** Rows as they were say who they were of. */
async function erases({ act, contactIds }: Erasure): Promise<void> {
  await act.trx
    .deleteFrom('contact_merge')
    .where((or) => or.or([or('winner_id', 'in', contactIds), or('loser_id', 'in', contactIds)]))
    .execute()
}
