import { withFewMarks } from './invisible.ts'

const unmarked: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
  // The sigma that ends a word is the sigma within it.
  ς: 'σ',
}

/**
 * Lower-case text without accents, with single spaces and nothing that can't be read: "  João Ærø " → "joao aero". Its signs stay: what
 * must be unique is compared by it, and "C++" is not "C". Never for showing.
 */
export const fold = (text: string): string =>
  withFewMarks(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => unmarked[letter] ?? letter)
    .replace(/[\s\p{Cc}\uFFFD]+/gu, ' ')
    .trim()

// As keyboards, programs and languages write them, the accents that are typed for one and the primes among them.
const apostrophes = /['`´‘’‛′‵ʹʻʼʽʾʿˈˊˋ΄᾽᾿´῾＇՚׳ꞌ]/gu

// Pictures and currencies are words of their own; every other sign parts two.
const signs = /[\s\p{P}\p{Sm}\p{Sk}]+/gu

/**
 * A text as its words alone, in which all spellings of it are one: folded, its apostrophes gone, every other sign a space.
 * "O’Brien-Sá, Lda." → "obrien sa lda". What is searched, matched, filtered and sorted goes by this. A text of nothing but signs stays.
 */
export function asWords(text: string): string {
  const folded = fold(text.replace(apostrophes, ''))
  return folded.replace(signs, ' ').trim() || folded || fold(text)
}

/** Only the digits of a text: "+351 912-345" → "351912345". */
export const digitsOf = (text: string): string => text.replace(/\D+/g, '')

/** How many digits two spellings of one number have in common, the country's own left out. */
const nationalDigits = 9

/** A telephone number's digits without what is dialled before it: "+351 912 345 678" and "00351912345678" → "351912345678", "061 234" → "61234". */
export const dialled = (number: string): string => digitsOf(number.replace('(0)', '')).replace(/^0+/, '')

/** What tells a telephone number however it is written, nationally or internationally: its last nine digits, without a leading 0. */
export const phoneKey = (number: string): string => dialled(number).slice(-nationalDigits)
