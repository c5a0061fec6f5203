import type { EventWords } from '../audit/words.ts'

export const noteEvents = {
  kinds: {
    'note written': { en: 'wrote a note', pt: 'escreveu uma nota' },
    'note edited': { en: 'edited a note', pt: 'editou uma nota' },
    'note pinned': { en: 'pinned a note', pt: 'fixou uma nota' },
    'note unpinned': { en: 'unpinned a note', pt: 'desafixou uma nota' },
    'note deleted': { en: 'deleted a note', pt: 'eliminou uma nota' },
  },
  fields: {
    note: { en: 'Note', pt: 'Nota' },
  },
} satisfies EventWords
