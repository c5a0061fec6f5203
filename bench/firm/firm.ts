import { type Dice, seeded } from '#src/demo/dice.ts'
import type { Bulk } from './bulk.ts'

/** How many accounts the signed-in employee is on the team of, however large the firm. */
export const accountsOfEmployee = 200
/** One that has very much of everything, 200 chats too: its overview must not cost more for that. */
export const large = { account: 7, folder: 2, folders: 40, documents: 2000, tasks: 500 }
/** One with a folder of very many files, and that folder. */
export const archive = { account: 13, folder: 1, documents: 10_000 }

/** What every noun is given: where its rows go, when it is, and how large the firm is. */
export interface Firm {
  bulk: Bulk
  /** Of the accounts and what came with them. A later noun has dice of its own: what there is stays as it was. */
  dice: Dice
  now: number
  accountCount: number
  /** One account in so many is the employee’s, who has as many of 1,000 as of 100,000. */
  everyNth: number
}

/** An account that has been made, as the nouns that it has something of need it. */
export interface Account {
  id: number
  name: string
  place: 'pt' | 'en'
  created_at: string
  preparer: number
  /** Theirs alone. */
  contacts: readonly Contact[]
  /** The contact that they share with another account. */
  shared: number | null
  isOfEmployee: boolean
}

export interface Contact {
  id: number
  name: string
  address: number
  email: string
}

/** A noun of the firm: adds what the whole firm has of it, and gives what adds an account's. */
export type Noun = (firm: Firm) => (account: Account) => void

/** A firm without anything yet, always of the same dice. */
export const newFirm = (bulk: Bulk, accountCount: number): Firm => ({
  bulk,
  dice: seeded(20261),
  now: Date.now(),
  accountCount,
  everyNth: Math.max(1, Math.floor(accountCount / accountsOfEmployee)),
})
