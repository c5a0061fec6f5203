import { asWords } from '#src/platform/language/fold.ts'
import { large, type Noun } from './firm.ts'
import { ownerId } from './staff.ts'

const notesOfBig = 2000

/** Two big accounts have 2,000, one in twenty has a few. */
export const notesOf: Noun = ({ bulk, now, everyNth }) => {
  let noteId = 0
  let mentionId = 0
  return ({ id: account_id, preparer }) => {
    const count = account_id === large.account || account_id === everyNth ? notesOfBig : account_id % 20 === 0 ? 4 : 0
    for (let n = 0; n < count; n++) {
      const at = new Date(now - (count - n) * 3_600_000).toISOString()
      const text = `Called about ${n % 3 === 0 ? '**VAT**' : 'the lease'}, number ${n}. They send the papers by Friday.`
      const isPinned = n % 400 === 0
      bulk.add('note', {
        id: ++noteId,
        account_id,
        staff_id: n % 4 === 0 ? ownerId : preparer,
        text,
        folded: asWords(text),
        created_at: at,
        pinned_at: isPinned ? at : '',
        pinned_by: isPinned ? ownerId : null,
      })
      if (n % 100 === 0)
        bulk.add('mention', {
          id: ++mentionId,
          account_id,
          note_id: noteId,
          staff_id: preparer,
          by_id: preparer,
          created_at: at,
        })
    }
  }
}
