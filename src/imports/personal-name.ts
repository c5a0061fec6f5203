import { fold } from '#src/platform/language/fold.ts'

const particles = new Set(
  'da de do das dos e del della di du la le van von der den ter ten bin ibn al el y af zu'.split(' '),
)
const endings = new Set('jr sr ii iii iv junior filho filha neto neta sobrinho sobrinha'.split(' '))

// Legal forms, as a name ends with them or has them set apart by a comma.
const legalForm =
  /[\s,](unipessoal|lda|limitada|ltda|sgps|crl|ltd|limited|plc|llc|l\.l\.c|llp|pllc|inc|incorporated|corp|corporation|gmbh|sarl|srl|slu|pty)\.?$/
// Two letters are a legal form in capitals alone: Sá is a surname.
const shortLegalForm = /[\s,](S\.?\s?A|A\.?G|K\.?G|N\.?V|B\.?V|O\.?Y|A\.?B|S\.?L|S\.A\.S|S\.R\.L)\.?$/

/** Whether a name ends in the legal form of a company: "Silva & Filhos, Lda.". */
export const isCompanyName = (name: string): boolean => legalForm.test(fold(name)) || shortLegalForm.test(name.trim())

const bare = (word: string): string => fold(word).replace(/[.,]/g, '')

/**
 * A full name as first and last name: "Silva, Maria" at its comma, otherwise the last word and the small ones before it are the
 * last name ("Maria da Silva" → "Maria", "da Silva"; "John Smith Jr." → "John", "Smith Jr."). A lone word is a first name.
 */
export function splitName(full: string): { first_name: string; last_name: string } {
  const text = full.replace(/\s+/g, ' ').trim()
  const [before = '', after, ...more] = text.split(/\s*,\s*/)
  if (before && after && more.length === 0 && !endings.has(bare(after))) return { first_name: after, last_name: before }
  const words = text.split(' ')
  let start = words.length - 1
  if (start > 1 && endings.has(bare(words[start]!))) start--
  while (start > 1 && particles.has(bare(words[start - 1]!))) start--
  if (start < 1) return { first_name: text, last_name: '' }
  return { first_name: words.slice(0, start).join(' '), last_name: words.slice(start).join(' ') }
}
