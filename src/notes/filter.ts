import { filterOf, idOrNull, textOrBlank } from '#src/platform/web/list.ts'

/** `q`: words that all stand in the note, in any order. */
export const { read: readNoteFilter, write: writeNoteFilter } = filterOf({ q: textOrBlank, author: idOrNull })
export type NoteFilter = ReturnType<typeof readNoteFilter>
