import type { Dice } from '#src/demo/dice.ts'
import { type Places, placesIn, signedIn, type Visitor } from './cast.ts'
import { Ledger } from './ledger.ts'
import type { Site } from './site.ts'

/** People who write at the same time, each to accounts of their own, until they are stopped. */
export interface Crew {
  site: Site
  owner: Visitor
  places: Places
  ledger: Ledger
  dice: Dice
  /** The path of the thread to which an account's messages go, once it was begun. */
  threads: Map<number, string>
  /** What the server answered, and what became of requests that it did not answer. */
  outcomes: Map<string, number>
}

/** The owner of a running site, who writes to it. */
export const crewOf = async (site: Site, dice: Dice): Promise<Crew> => ({
  site,
  dice,
  owner: await signedIn(site, 'owner'),
  places: await placesIn(site),
  ledger: new Ledger(),
  threads: new Map(),
  outcomes: new Map(),
})
