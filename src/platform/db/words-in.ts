import { sql } from 'kysely'
import { asWords } from '#src/platform/language/fold.ts'

const mostWords = 8

/** That each word of a text stands in a column of folded names, however it is written. None for a text that is blank. */
export const wordsIn = (column: string, text: string) =>
  asWords(text)
    .split(' ')
    .filter(Boolean)
    .slice(0, mostWords)
    .map((word) => sql<boolean>`${sql.ref(column)} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)
