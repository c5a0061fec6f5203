import assert from 'node:assert/strict'
import type { Database } from '#src/platform/db/database.ts'
import { type Findable, foldedAs, type SearchKind, wordsIn } from '#src/search/folded.ts'
import { setFindable } from '#src/search/search.ts'
import type { Firm } from './firm.ts'

/** Makes a thing findable by some texts. */
export type AddFindable = (kind: SearchKind, subjectId: number, texts: Findable[]) => void

export function searchOf({ bulk }: Firm): AddFindable {
  let entryId = 0
  return (kind, subjectId, texts) => {
    for (const { field, text } of texts) {
      const folded = foldedAs({ field, text })
      if (folded === '') continue
      bulk.add('search_entry', { id: ++entryId, kind, subject_id: subjectId, field, text, folded })
      for (const word of wordsIn(folded))
        bulk.add('search_word', { kind, word, entry_id: entryId, subject_id: subjectId })
    }
  }
}

class RolledBack extends Error {}

/** The product itself writes the entries of one account and one contact again: they must be the very ones that stand there. */
export async function checkFindable(db: Database): Promise<void> {
  for (const kind of ['account', 'contact'] as const)
    await db
      .write(async (trx) => {
        const entries = () =>
          trx
            .selectFrom('search_entry')
            .select(['field', 'text', 'folded'])
            .where('kind', '=', kind)
            .where('subject_id', '=', 7)
            .orderBy('id')
            .execute()
        const words = () =>
          trx
            .selectFrom('search_word')
            .innerJoin('search_entry as entry', 'entry.id', 'entry_id')
            .select(['word', 'field'])
            .where('entry.kind', '=', kind)
            .where('entry.subject_id', '=', 7)
            .orderBy('entry.id')
            .orderBy('word')
            .execute()
        const ours = [await entries(), await words()]
        await setFindable(trx, kind, 7, await entries())
        assert.deepEqual(
          ours,
          [await entries(), await words()],
          'bench/firm/search.ts writes other search entries than src/search/search.ts',
        )
        throw new RolledBack()
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
}
