import type { Act } from '#src/audit/audit.ts'
import type { Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Placed } from '#src/platform/module.ts'
import type { Home } from '#src/platform/vault.ts'
import type { Contact } from './contact.ts'
import type { Row } from './rows.ts'

// Contacts are people, and many nouns hold something of one. Each says here what becomes of it when two contacts are merged.
// The whole is done by `src/merges`, which knows none of them.

declare module '#src/platform/module.ts' {
  interface Module {
    person?: PersonPart
  }
}

export type Table = keyof Tables

/** What one noun holds of people. */
export interface PersonPart {
  /** The tables whose rows a merge moves. */
  tables?: { [Name in Table]?: MovedTable<Name> }
  /** How those rows go from the loser of a merge to the winner. Who gets in by the logins and addresses of the two is compared afterwards. */
  merges?: readonly MergeStep[]
  /** Writes anew what is derived of people on these accounts, once their rows have moved or gone. */
  settles?(trx: Trx, accountIds: readonly number[]): Promise<void>
}

/** A table whose rows a merge moves. */
export interface MovedTable<Name extends Table = Table> {
  /** The columns that find a row: `id`, where nothing else is said. */
  key?: readonly (keyof Tables[Name])[]
  /** What a row that is put back refers to, and must still be there, by its column. */
  parents?: { [Column in keyof Tables[Name]]?: Table }
  /** Whether its rows have a version, which every change raises. */
  isVersioned?: true
  /** The columns that hold sealed texts, and where each is at home in a row. */
  sealed?: { [Column in keyof Tables[Name]]?: (row: Row) => Home }
  /** What is done where the undo of a merge can't put back a row. */
  leave?(trx: Trx, move: Move): Promise<void>
  /** How such a row is called then. */
  words: Record<Language, string>
}

/** A step of every merge, in its place among those of all nouns. */
export interface MergeStep extends Placed {
  move(two: Two): Promise<void>
}

/** Two contacts that are about to become one, and the way to do it. */
export interface Two extends Choices {
  act: Act
  mover: Mover
  winner: Contact
  loser: Contact
}

/** What whoever merges two contacts has chosen. Each noun adds what it asks of them. */
export interface Choices {
  /** By what is chosen: a group of fields, `primary`, `link ACCOUNT`, `value FIELD`. What is not named follows the winner, or whoever has something. */
  choices: ReadonlyMap<string, Choice>
}

/** From whose record something comes. */
export type Choice = 'winner' | 'loser' | 'both'

/** Changes rows one by one and writes down each, for the whole to be undone. */
export interface Mover {
  /** What was written down so far. */
  readonly moves: readonly Move[]
  /** Sets columns of a row; `also` names others that must stay as they are for an undo. */
  change(table: Table, row: Row, set: Row, also?: readonly string[]): Promise<void>
  remove(table: Table, row: Row): Promise<void>
  add(table: Table, row: Row): Promise<void>
}

/** One row that a merge changed, added or took away: how to find it now, what it was and what it became. It is stored like this. */
export interface Move {
  table: Table
  key: Row
  was: Row | null
  now: Row | null
}
