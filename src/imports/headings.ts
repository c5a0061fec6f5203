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

/**
 * What each column probably is, by its heading in English or Portuguese, whatever its case, accents and punctuation; null for one that
 * is not recognised. No field is given to two columns: the first one has it, and a second phone column is the second phone.
 */
export function guessMapping(headings: readonly string[]): (FieldKey | null)[] {
  const bare = headings.map(bareHeading)
  const fields = exportOf(bare)?.fields ?? {}
  const taken = new Set<FieldKey>()
  return bare.map((heading) => {
    const own = Object.hasOwn(fields, heading) ? fields[heading] : undefined
    const choices = own === null ? [] : own ? [own] : choicesOf(heading)
    const choice = choices.find((key) => !taken.has(key)) ?? null
    if (choice) taken.add(choice)
    return choice
  })
}
