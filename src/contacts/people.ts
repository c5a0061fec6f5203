import type { Act } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Placed } from '#src/platform/module.ts'
import type { Home } from '#src/platform/vault.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { Contact } from './contact.ts'
import type { Row } from './rows.ts'

// Contacts are people, and many nouns hold something of one. Each says here what becomes of it when two contacts are merged, and when
// one is exported or erased. The whole is done by `src/merges` and `src/personal-data`, which know none of them.

declare module '#src/platform/module.ts' {
  interface Module {
    person?: PersonPart
  }
}

export type Table = keyof Tables

/** A column, with its table. */
type Column = { [Name in Table]: `${Name}.${keyof Tables[Name] & string}` }[Table]

/** What one noun holds of people. */
export interface PersonPart {
  /** Every column of the noun's that holds a contact, an address or a login. `src/people.test.ts` knows them all. */
  columns: { [Name in Column]?: PersonColumn }
  /** The tables whose rows a merge moves. */
  tables?: { [Name in Table]?: MovedTable<Name> }
  /** How those rows go from the loser of a merge to the winner. Who gets in by the logins and addresses of the two is compared afterwards. */
  merges?: readonly MergeStep[]
  /** What an export of everything held about a person says of it. */
  exports?: readonly PersonFacts[]
  /** Takes out of the noun's rows what says something of a person. */
  erases?(erasure: Erasure): Promise<void>
  /**
   * When the firm last needed a person for the noun's sake: `now` where it still does, null where it never did. What is held of them
   * is kept for the firm's years after that.
   */
  neededUntil?(db: Db | Trx, contactIds: readonly number[]): Promise<string | null>
  /** Writes anew what is derived of people on these accounts, once their rows have moved or gone. */
  settles?(trx: Trx, accountIds: readonly number[]): Promise<void>
}

/** What a noun says of a person by names of its own, in its place among what all say. */
export interface PersonFacts extends Placed {
  facts(exported: PersonExport): Promise<Record<string, unknown>>
}

/** A person of whom everything held is exported, and for whom. */
export interface PersonExport {
  act: Act
  /** Who exports it: of accounts that they may not see, and of what they may not look into, nothing goes out. */
  staff: Staff
  contact: Contact
  /** The contact, and all that were merged into it. */
  contactIds: readonly number[]
  /** The accounts of theirs that the reader may see. */
  accountIds: readonly number[]
}

/** A person who is being erased. */
export interface Erasure {
  act: Act
  /** The contact, and all that were merged into it. */
  contactIds: readonly number[]
  /** What they are called from now on. */
  neutral: string
  /** What events call them by, besides their names. Each noun adds what it takes away. */
  subjects: string[]
  /** Events that are about others, and name them. */
  namedIn: { kind: AuditKind; contactIds: readonly number[] }[]
}

/** What becomes of the rows that hold a person in a column. */
export interface PersonColumn {
  /** Those of the loser become the winner's, but for what the winner has already; or the winner gets such rows beside them. */
  merge: 'moves' | 'is added' | Stays
  erasure: 'goes' | Stays
}

/** Why nothing is done about them. */
interface Stays {
  stays: string
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
  move(two: MergePair): Promise<void>
}

/** Two contacts that are about to become one, and the way to do it. */
export interface MergePair extends Choices {
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
