import { setTimeout } from 'node:timers/promises'
import { DatabaseAway } from './failure.ts'

const longest = 60_000
const pause = 1000
const sayEvery = 5000

interface Time {
  now(): number
  wait(milliseconds: number): Promise<unknown>
}

/**
 * Has the work tried again for a minute while the database is away: it may be starting beside us. Says so every few seconds. Throws
 * what the last try did, and at once whatever is wrong besides.
 */
export async function untilReachable<T>(
  work: () => Promise<T>,
  say: (line: string) => void,
  { now, wait }: Time = { now: Date.now, wait: setTimeout },
): Promise<T> {
  const end = now() + longest
  for (let nextLine = 0; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DatabaseAway) || now() >= end) throw error
      if (now() >= nextLine) {
        say(`Waiting for the database. ${error.message}`)
        nextLine = now() + sayEvery
      }
      await wait(pause)
    }
  }
}
