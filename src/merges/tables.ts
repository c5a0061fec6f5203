import type { MovedTable } from '#src/contacts/people.ts'
import type { Row } from '#src/contacts/rows.ts'
import type { Module } from '#src/platform/module.ts'
import type { Home } from '#src/platform/vault.ts'

/** The columns of a table that hold sealed texts, and where each is at home in a row. */
export type SealedColumns = Readonly<Record<string, (row: Row) => Home>>

/** What merges must know of a table whose rows they move. */
interface Known extends Pick<MovedTable, 'isVersioned' | 'leave' | 'words'> {
  key: readonly string[]
  parents: Readonly<Record<string, string>>
  sealed: SealedColumns
}

/** The tables whose rows merges move, by their names. Throws for one that no noun brings. */
export type MovedTables = (name: string) => Known

export function movedTables(modules: readonly Module[]): MovedTables {
  const brought = new Map(modules.flatMap(({ person }) => Object.entries<Partial<Known>>(person?.tables ?? {})))
  return (name) => {
    const table = brought.get(name)
    if (!table) throw new Error(`no noun says how rows of ${name} are moved`)
    return { key: ['id'], parents: {}, sealed: {}, ...table } as Known
  }
}
