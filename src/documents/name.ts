import { wordsIn } from '#src/platform/db/words-in.ts'
import { freeNumber } from '#src/platform/free-number.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { longestName } from './rules.ts'

/** A name as it is stored: to compare by (case does not matter), and to sort and search by. */
export const named = (name: string) => ({ name, name_key: name.toLowerCase(), sort_name: asWords(name) })

/** "Report.final.pdf" → ["Report.final", ".pdf"]; what begins with a dot has no ending. */
function parted(name: string): [stem: string, ending: string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 && name.length - dot <= 12 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/** At most so many characters (code points) of a name, its ending kept. */
export function shortened(name: string, most = longestName): string {
  const [stem, ending] = parted(name)
  const room = most - [...ending].length
  const letters = [...stem]
  return letters.length <= room ? name : `${letters.slice(0, room).join('').trimEnd()}${ending}`
}

/** The name itself where it is free, else a free one of "name (2).pdf", "name (3).pdf", …, as `freeNumber` finds it. */
export async function freeName(name: string, isTaken: (name: string) => Promise<boolean>): Promise<string> {
  if (!(await isTaken(name))) return name
  return numbered(name, await freeNumber(2, (number) => isTaken(numbered(name, number))))
}

function numbered(name: string, number: number): string {
  const [stem, ending] = parted(name)
  const suffix = ` (${number})${ending}`
  return `${shortened(stem, longestName - [...suffix].length)}${suffix}`
}

/** Whether a name is another one, or what `freeName` made of it. */
export function isSameOrNumbered(name: string, original: string): boolean {
  const [stem, ending] = parted(original.toLowerCase())
  const [other, otherEnding] = parted(name.toLowerCase())
  const bare = other.replace(/ \(\d+\)$/, '')
  if (otherEnding !== ending) return false
  return other === stem || bare === stem || ([...bare].length > longestName - 25 && stem.startsWith(bare))
}

/** Of a query of documents: that each word of a text stands in the name. */
export const wordsInName = (text: string) => wordsIn('document.sort_name', text)
