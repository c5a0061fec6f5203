import { sql } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'
import { freeNumber } from '#src/platform/free-number.ts'
import { fold } from '#src/platform/language/fold.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    short_id_counter: { prefix: string; last: number }
  }
}

const particles = new Set(['da', 'de', 'do', 'das', 'dos', 'e', 'of', 'the', 'and', 'lda', 'sa', 'ltd', 'inc', 'llc'])

/** The letters that a short ID begins with: the first letters of the first and last word of a name, "João da Graça" → "JG". */
export function shortIdPrefix(name: string): string {
  const words = fold(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => /^[a-z]/.test(word) && !particles.has(word))
  const letters = words.length > 1 ? words[0]!.charAt(0) + words.at(-1)!.charAt(0) : (words[0] ?? 'x').slice(0, 2)
  return letters.toUpperCase()
}

/** The next free short ID for a name: letters and a number that has not been given out with them, "JG2". */
export async function nextShortId(trx: Trx, name: string): Promise<string> {
  const prefix = shortIdPrefix(name)
  const { last } = await trx
    .insertInto('short_id_counter')
    .values({ prefix, last: 1 })
    .onConflict((conflict) => conflict.column('prefix').doUpdateSet({ last: sql`short_id_counter.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  // Imported accounts may have brought such IDs with them.
  const free = await freeNumber(last, (number) => shortIdTaken(trx, `${prefix}${number}`))
  if (free > last) await trx.updateTable('short_id_counter').set({ last: free }).where('prefix', '=', prefix).execute()
  return `${prefix}${free}`
}

export const shortIdTaken = async (trx: Trx, shortId: string): Promise<boolean> =>
  Boolean(await trx.selectFrom('account').select('id').where('short_id', '=', shortId).executeTakeFirst())

/** What an ID that an import brings must look like to be kept. */
export const isShortId = (text: string): boolean => /^[A-Z0-9][A-Z0-9._-]{0,19}$/.test(text)
