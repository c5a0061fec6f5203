import type { Note } from '#src/bulk/account.ts'
import type { People } from '#src/bulk/report.ts'
import type { Language } from '#src/platform/language/language.ts'
import { words as addressWords } from '../addresses/words.ts'
import { words } from './words.ts'

/** Puts into words what was done to an account and what was left out. */
export function noteTexts(language: Language, people: People) {
  const w = words[language]
  const names = addressWords[language].switches
  const nameOf = (contact: number) => people.get(contact)?.name ?? w.someone
  const emailOf = (contact: number) => people.get(contact)?.email ?? nameOf(contact)

  const deed = (note: Extract<Note, { did: unknown }>): string =>
    note.did === 'switched'
      ? w.switched[note.to](names[note.name])
      : note.did === 'invited'
        ? w.didInvite
        : w.deeds[note.did]

  function reason(note: Extract<Note, { left: unknown }>): string {
    switch (note.left) {
      case 'gone':
      case 'failed':
        return w.reasons[note.left]
      case 'not allowed':
        return w.reasons['not allowed'](w.parts[note.part])
      case 'no address':
        return w.reasons['no address'](nameOf(note.contact))
      default:
        return w.reasons[note.left](emailOf(note.contact))
    }
  }

  return {
    /** A line for the account itself and one for each person. */
    did(notes: readonly Note[]): string[] {
      const done = notes.filter((note) => 'did' in note)
      const lines = Map.groupBy(done, (note) => ('contact' in note ? note.contact : null))
      return [...lines].map(([contact, some]) => {
        const deeds = some.map(deed).join(', ')
        return contact === null ? deeds : w.didFor(emailOf(contact), deeds)
      })
    },
    left: (notes: readonly Note[]): string[] => notes.flatMap((note) => ('left' in note ? [reason(note)] : [])),
  }
}
