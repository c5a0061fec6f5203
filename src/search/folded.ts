import { asWords, dialled, digitsOf, phoneKey } from '#src/platform/language/fold.ts'

export const searchKinds = ['account', 'contact'] as const
export type SearchKind = (typeof searchKinds)[number]
export type SearchField = 'name' | 'company' | 'id' | 'tax id' | 'email' | 'phone'

export interface Findable {
  field: SearchField
  text: string
}

const each = (words: readonly string[]) => [...new Set(words)].filter(Boolean)
const wordsOf = (text: string) => asWords(text).split(' ').filter(Boolean)

const joiners = /[-‐‑–.&/]+/gu
/** What people write as one word too: "Anne-Marie" → "AnneMarie", "S.A." → "SA". */
const joined = (word: string) => word.replace(joiners, '')

/** A number with letters, in one piece: "PT 501 964-843" → "pt501964843". */
const codeOf = (text: string) => wordsOf(text).join('')
/** The same without the letters of a country. */
const withoutCountry = (code: string) => code.replace(/^[a-z]{2}(?=.)/, '')

/** The words by which a text is found: those that it has, and those by which the same is written otherwise. */
export function foldedAs({ field, text }: Findable): string {
  switch (field) {
    case 'phone':
      return each([dialled(text), phoneKey(text)]).join(' ')
    case 'id':
      return codeOf(text)
    case 'tax id':
      return each([codeOf(text), withoutCountry(codeOf(text))]).join(' ')
    case 'email':
      return asWords(text)
    default: {
      const words = wordsOf(text)
      const others = text.split(/\s+/).filter((word) => word.search(joiners) >= 0)
      return [
        ...words,
        ...each(others.flatMap((word) => wordsOf(joined(word)))).filter((word) => !words.includes(word)),
      ].join(' ')
    }
  }
}

const mostWords = 60

/** The words of a folded text that are kept for its beginnings to be found. */
export const wordsIn = (folded: string): string[] => each(folded.split(' ')).slice(0, mostWords)

const mostTerms = 8

/** Whether a word of a query may be a tax ID: few letters before its digits, and enough of these. */
const isCode = (code: string) => code.length <= 20 && /^[a-z]{0,4}\d[\da-z]*$/.test(code) && digitsOf(code).length >= 5

/**
 * What a query may mean, the likeliest first: each reading's words must all stand in what is found. A telephone number is its national
 * digits, a tax ID goes without its country; what is written in pieces may be one word. None for a query that says nothing.
 */
export function readingsOf(query: string): string[][] {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const digits = digitsOf(query)
  if (digits.length >= 3 && /^[\d\s()+./-]+$/.test(query)) return [[phoneKey(query) || digits]]
  const code = codeOf(query)
  const readings = isCode(code) ? [[withoutCountry(code)]] : [words]
  if (isCode(code) && words.length > 1) readings.push(words)
  const inOne = query.includes('@') ? [] : query.split(/\s+/).flatMap((word) => wordsOf(joined(word)))
  if (inOne.length > 0 && inOne.join(' ') !== words.join(' ')) readings.push(inOne)
  return readings.map((reading) => reading.slice(0, mostTerms))
}
