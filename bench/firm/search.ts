import assert from 'node:assert/strict'
import type { Database } from '#src/platform/db/database.ts'
import { digitsOf, fold } from '#src/platform/language/fold.ts'
import { type Findable, type SearchKind, setFindable } from '#src/search/search.ts'
import type { Firm } from './firm.ts'

// The two lines of src/search/search.ts that it keeps to itself; `checkFindable` fails when they are no longer the same.
const foldedAs = ({ field, text }: Findable) =>
  field === 'phone'
    ? digitsOf(text)
    : field === 'id' || field === 'tax id'
      ? fold(text).replace(/[\s.\-/]+/g, '')
      : fold(text)
const wordsIn = (folded: string) => [...new Set(folded.split(/[\s@._\-+,;()/'"&]+/u).filter(Boolean))].slice(0, 20)

/** Makes a thing findable by some texts. */
export type AddFindable = (kind: SearchKind, subjectId: number, texts: Findable[]) => void

export function searchOf({ bulk }: Firm): AddFindable {
  let entryId = 0
  return (kind, subjectId, texts) => {
    for (const { field, text } of texts) {
      const folded = foldedAs({ field, text })
      if (folded === '') continue
      bulk.add('search_entry', { id: ++entryId, kind, subject_id: subjectId, field, text, folded })
      if (field === 'phone') continue
      for (const word of wordsIn(folded)) bulk.add('search_word', { word, entry_id: entryId })
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
            .where('kind', '=', kind)
            .where('subject_id', '=', 7)
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
