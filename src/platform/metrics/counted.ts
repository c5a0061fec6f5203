import type { KyselyPlugin } from 'kysely'
import type { Database, Trx } from '../db/database.ts'
import type { Files } from '../files/store.ts'

/** The same database, which tells of each statement that it has answered. */
export function countedDatabase(db: Database, answered: () => void): Database {
  const telling: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    // What is prepared is transformed by nothing any more: its answer is.
    async transformResult({ result }) {
      answered()
      return result
    },
  }
  return {
    ...db,
    read: db.read.withPlugin(telling),
    raw: db.raw.withPlugin(telling),
    write: (work) => db.write((trx) => work(trx.withPlugin(telling) as Trx)),
  }
}

interface Arrivals {
  begin(): void
  /** How large the file was that is stored now; nothing where it was not stored. */
  end(bytes?: number): void
}

/** The same store, which tells of each file that arrives. */
export const countedFiles = (files: Files, arrivals: Arrivals): Files => ({
  ...files,
  async put(source, most) {
    arrivals.begin()
    let bytes: number | undefined
    try {
      const stored = await files.put(source, most)
      bytes = stored.size
      return stored
    } finally {
      arrivals.end(bytes)
    }
  },
})
