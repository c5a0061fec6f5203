import { joined } from '#src/contacts/field-groups.ts'
import type { Choice, Erasure, MergePair, Move, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows } from '#src/contacts/rows.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { unrestoredWords } from '#views/links/unrestored-words.ts'
import { linkedAccounts } from './link.ts'
import { neededUntil } from './needed.ts'

export const personOfLinks: PersonPart = {
  columns: {
    'link.contact_id': { merge: 'moves', erasure: { stays: 'an account keeps its contact' } },
    'account.primary_contact_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    link: {
      key: ['account_id', 'contact_id'],
      parents: { account_id: 'account' },
      isVersioned: true,
      leave: linkBeside,
      words: unrestoredWords.link,
    },
    account: { parents: { primary_contact_id: 'contact' }, words: unrestoredWords.account },
  },
  merges: [
    { place: 60, move: moveLinks },
    { place: 65, move: movePrimary },
  ],
  exports: [{ place: 20, facts: accounts }],
  erases,
  neededUntil,
}

/** The loser's links: to the winner, or folded into the winner's own of the same account. */
async function moveLinks({ act, mover, winner, loser, choices }: MergePair): Promise<void> {
  const own = await findRows(act.trx, 'link', { contact_id: winner.id })
  for (const link of await findRows(act.trx, 'link', { contact_id: loser.id })) {
    const same = own.find((one) => one.account_id === link.account_id)
    if (!same) {
      await mover.change('link', link, { contact_id: winner.id })
      continue
    }
    await mover.remove('link', link)
    const description = described(
      choices.get(`link ${link.account_id}`),
      String(same.description),
      String(link.description),
    )
    await mover.change('link', same, {
      description,
      signer_position: same.signer_position ?? link.signer_position ?? null,
    })
  }
}

/** Whose primary contact was the loser names the winner. */
async function movePrimary({ act, mover, winner, loser }: MergePair): Promise<void> {
  for (const account of await findRows(act.trx, 'account', { primary_contact_id: loser.id }))
    await mover.change('account', account, { primary_contact_id: winner.id })
}

function described(choice: Choice | undefined, winners: string, losers: string): string {
  if (choice === 'winner') return winners
  return choice === 'loser' ? losers : joined(winners, losers, '; ', 200)
}

/**
 * A link that somebody has written on since a merge stays the winner's when it is undone, and the loser is linked again beside it:
 * otherwise what its addresses may do on the account would hang on nothing.
 */
async function linkBeside(trx: Trx, { key, was, now }: Move): Promise<void> {
  const [present] = await findRows(trx, 'link', key)
  if (!was || !now || !present || was.contact_id === undefined) return
  const losers = { account_id: Number(key.account_id), contact_id: Number(was.contact_id) }
  if ((await findRows(trx, 'link', losers)).length > 0) return
  const { description, created_at } = present
  await trx
    .insertInto('link')
    .values({ ...losers, description: String(description), created_at: String(created_at) })
    .execute()
}

async function accounts({ act: { trx }, staff, contact }: PersonExport) {
  const seen = await linkedAccounts(trx, staff, contact.id)
  const { linked } = await trx
    .selectFrom('link')
    .select((eb) => eb.fn.countAll<number>().as('linked'))
    .where('contact_id', '=', contact.id)
    .executeTakeFirstOrThrow()
  return {
    accounts: seen.map(({ name, short_id, archived_at, description }) => ({
      name,
      short_id,
      archived_at,
      description,
    })),
    accountsNotShown: linked - seen.length,
  }
}

/** An account keeps its contact, and has chosen nobody any more. */
async function erases({ act, contactIds }: Erasure): Promise<void> {
  await act.trx
    .updateTable('account')
    .set({ primary_contact_id: null })
    .where('primary_contact_id', 'in', contactIds)
    .execute()
  await act.trx
    .updateTable('link')
    .set((eb) => ({ description: '', signer_position: null, version: eb('version', '+', 1) }))
    .where('contact_id', 'in', contactIds)
    .execute()
}
