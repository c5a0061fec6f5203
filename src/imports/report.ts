import type { Readable } from 'node:stream'
import type { Db } from '#src/platform/db/database.ts'
import { csvOf, unguarded } from '#src/platform/web/csv.ts'
import { rejectionsOf } from './import.ts'

const perPage = 500

/**
 * The rejected rows of an import as CSV, with the file's own headings, and in front the row's number and what was wrong, so that they
 * can be mended and imported again. `explain` puts a row's stored problems into words.
 */
export function rejectionsAsCsv(
  db: Db,
  importId: number,
  headings: readonly string[],
  country: string,
  explain: (problems: string) => string,
): Readable {
  async function* rows() {
    yield headings
    let after = 0
    for (;;) {
      const page = await rejectionsOf(db, importId, after, perPage)
      for (const row of page)
        yield [row.row_number, explain(row.problems), ...(JSON.parse(row.cells) as string[]).map(unguarded)]
      if (page.length < perPage) return
      after = page.at(-1)!.row_number
    }
  }
  return csvOf(rows(), country)
}
