import { withFewMarks } from './invisible.ts'

const unmarked: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Lower-case text without accents, with single spaces and nothing that can't be read: "  João Ærø " → "joao aero". For sorting and searching, never for showing. */
export const fold = (text: string): string =>
  withFewMarks(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => unmarked[letter] ?? letter)
    .replace(/[\s\p{Cc}\uFFFD]+/gu, ' ')
    .trim()

/** Only the digits of a text: "+351 912-345" → "351912345". */
export const digitsOf = (text: string): string => text.replace(/\D+/g, '')
