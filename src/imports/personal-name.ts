import { fold } from '#src/platform/language/fold.ts'

const particles = new Set(
  'da de do das dos e del della di du la le van von der den ter ten bin ibn al el y af zu'.split(' '),
)
// Between two last names, both of which are then one: "da Silva e Sousa".
const joiners = new Set(['e', 'y'])
const endings = new Set('jr sr ii iii iv junior senior filho filha neto neta sobrinho sobrinha'.split(' '))
// Letters that somebody has earned, as they are written after a name. Those that are names too (Ma, Do) are not among them.
const letters = new Set(
  'CPA MD PhD EA Esq Esquire CFP CFA CMA CGMA ACA ACCA FCA FCCA FCPA CIMA CA JD LLM LLB MBA MSc BSc BA DDS DMD DVM RN PE OBE CBE MBE ROC TOC CC'.split(
    ' ',
  ),
)

// Legal forms, as a name ends with them or has them set apart by a comma.
const legalForm =
  /[\s,](unipessoal|lda|limitada|ltda|sgps|crl|ltd|limited|plc|llc|l\.l\.c|llp|pllc|inc|incorporated|corp|corporation|gmbh|sarl|srl|slu|pty)\.?$/
// Two letters are a legal form in capitals alone: Sá is a surname.
const shortLegalForm = /[\s,](S\.?\s?A|A\.?G|K\.?G|N\.?V|B\.?V|O\.?Y|A\.?B|S\.?L|S\.A\.S|S\.R\.L)\.?$/

/** Whether a name ends in the legal form of a company: "Silva & Filhos, Lda.". */
export const isCompanyName = (name: string): boolean => legalForm.test(fold(name)) || shortLegalForm.test(name.trim())

const bare = (word: string): string => fold(word).replace(/[.,]/g, '')

const withoutDots = (word: string): string => word.replace(/[.,]/g, '')
const isEnding = (word: string): boolean => endings.has(bare(word)) || letters.has(withoutDots(word))
const areEndings = (text: string): boolean => text !== '' && text.split(' ').every(isEnding)

/**
 * A full name as first and last name: "Silva, Maria" at its comma, otherwise the last word and the small ones before it are the
 * last name ("Maria da Silva e Sousa" → "Maria", "da Silva e Sousa"). What follows a name stays with the last one: "John Smith Jr." →
 * "John", "Smith Jr."; "Jane Roe, CPA" → "Jane", "Roe, CPA". A lone word is a first name.
 */
export function splitName(full: string): { first_name: string; last_name: string } {
  const text = full.replace(/\s+/g, ' ').trim()
  const parts = text.split(/\s*,\s*/)
  let named = parts.length
  while (named > 1 && areEndings(parts[named - 1]!)) named--
  const after = parts.slice(named).map((ending) => `, ${ending}`)
  const [before = '', first] = parts
  if (named === 2 && before && first) return { first_name: first, last_name: before + after.join('') }
  if (named > 2) return splitWords(text, '')
  return splitWords(before, after.join(''))
}

function splitWords(text: string, after: string): { first_name: string; last_name: string } {
  const words = text.split(' ')
  let start = words.length - 1
  while (start > 1 && isEnding(words[start]!)) start--
  start = beginningOfLast(words, start)
  while (start > 2 && joiners.has(bare(words[start]!))) start = beginningOfLast(words, start - 1)
  if (start < 1) return { first_name: text + after, last_name: '' }
  return { first_name: words.slice(0, start).join(' '), last_name: words.slice(start).join(' ') + after }
}

/** Where a last name begins whose last word is that one: at the small words before it, up to one that joins it to another. */
function beginningOfLast(words: readonly string[], last: number): number {
  let start = last
  while (start > 1 && particles.has(bare(words[start - 1]!))) {
    start--
    if (joiners.has(bare(words[start]!))) break
  }
  return start
}

/** A last name with what a file has in a column of its own: "Hall" and "Sr." → "Hall Sr.". */
export const withEnding = (lastName: string, ending: string): string =>
  ending === '' || bare(lastName).split(' ').includes(bare(ending)) ? lastName : `${lastName} ${ending}`.trim()

// As a name is said to somebody, which a full name may have and its parts have not.
const titles = new Set(
  'mr mrs ms miss mx sir dr dra prof eng enga arq arqa sr sra dona dom herr frau m mme mlle don dona'.split(' '),
)

/** Whether a full name says no more than its parts do: a title and what stands between them aside. */
export function saysNoMore(full: string, parts: string): boolean {
  const said = new Set(bare(parts).split(/\s+/))
  return bare(full)
    .split(/\s+/)
    .every((word, i) => said.has(word) || (i === 0 && titles.has(word)))
}
