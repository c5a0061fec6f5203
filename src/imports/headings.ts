import { digitsOf } from '#src/platform/language/fold.ts'
import { isEmail } from '#src/platform/web/form.ts'
import type { FieldKey } from './fields.ts'
import { bareHeading, choicesOf } from './heading-words.ts'
import { type Product, productExports } from './products.ts'

/** Whether a text is the heading of a column that we can place. */
export const isKnownHeading = (heading: string): boolean => choicesOf(bareHeading(heading)).length > 0

const exportOf = (bare: readonly string[]) => {
  const set = new Set(bare)
  return productExports.find(({ recognises }) => recognises(set))
}

/** The program whose export has these headings, or null. */
export const sourceOf = (headings: readonly string[]): Product | null =>
  exportOf(headings.map(bareHeading))?.product ?? null

/** Headings that say where somebody works, where the file is of people: their own name and their job stand beside. */
const employer = /^(?:company(?: name)?|organi[sz]ation(?: name)?|empresa|nome da empresa)$/

/** What such a file's headings mean that in a file of clients mean the client. */
function ofPeople(bare: readonly string[]): Record<string, FieldKey> {
  const fields = bare.map((heading) => choicesOf(heading)[0])
  const has = (key: FieldKey) => fields.includes(key)
  const isOfPeople =
    has('contact1.first_name') && has('contact1.last_name') && has('contact1.description') && !has('account.type')
  if (!isOfPeople) return {}
  return Object.fromEntries([
    ...bare.filter((heading) => employer.test(heading)).map((heading) => [heading, 'contact1.company']),
    ['display name', 'contact1.full_name'],
  ])
}

/**
 * What each column probably is, by its heading in English or Portuguese, whatever its case, accents and punctuation; null for one that
 * is not recognised. No field is given to two columns: the first one has it, and a second phone column is the second phone.
 */
export function guessMapping(headings: readonly string[]): (FieldKey | null)[] {
  const bare = headings.map(bareHeading)
  const fields: Record<string, FieldKey | null> = exportOf(bare)?.fields ?? ofPeople(bare)
  const taken = new Set<FieldKey>()
  return bare.map((heading) => {
    const own = Object.hasOwn(fields, heading) ? fields[heading] : undefined
    const choices = own === null ? [] : own ? [own] : choicesOf(heading)
    const choice = choices.find((key) => !taken.has(key)) ?? null
    if (choice) taken.add(choice)
    return choice
  })
}

/** What a cell may be by itself, the surest first. */
const looks: [is: (text: string) => boolean, fields: FieldKey[]][] = [
  [isEmail, ['contact1.email', 'contact1.email_2']],
  [(text) => /^(?:PT ?)?[1235689]\d{8}$/.test(text) && !/^(?:2[1-9]|9[1236])\d{7}$/.test(text), ['account.tax_id']],
  [
    (text) => /^[+(\d][\d\s()./-]*$/.test(text) && digitsOf(text).length >= 7,
    ['contact1.phone', 'contact1.phone_2', 'contact1.phone_3'],
  ],
  [(text) => /^\p{L}[\p{L}\s.,’'&-]*\s\p{L}/u.test(text), ['account.name']],
]

/** What each column probably is in a file without headings, by the cells of its first rows: what most of them look like. */
export function guessFromCells(rows: readonly (readonly string[])[], columns: number): (FieldKey | null)[] {
  const taken = new Set<FieldKey>()
  return Array.from({ length: columns }, (_, column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter(Boolean)
    const [, fields = []] = looks.find(([is]) => cells.filter(is).length > cells.length / 2) ?? []
    const choice = fields.find((key) => !taken.has(key)) ?? null
    if (choice) taken.add(choice)
    return choice
  })
}
