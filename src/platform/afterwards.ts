import type { Logger } from 'pino'
import type { Database, Trx } from './db/database.ts'
import { tryWrite } from './db/try-write.ts'

/** What pages leave to be written after their answers, many at once: who was there, what was opened. */
export interface Afterwards {
  /** Has that written in a moment; of what has one name, the last alone. */
  write(name: string, work: (trx: Trx) => Promise<unknown>): void
  /** Resolves when all that was left until now is written. */
  written(): Promise<void>
}

/** For how many milliseconds what is left gathers. So much of it a process that ends by itself takes with it. */
const gathering = 300

export function makeAfterwards(db: Database, log: Logger): Afterwards {
  const left = new Map<string, (trx: Trx) => Promise<unknown>>()
  let timer: NodeJS.Timeout | undefined
  let last = Promise.resolve()

  async function writeAll(works: readonly ((trx: Trx) => Promise<unknown>)[]): Promise<void> {
    try {
      await tryWrite({ db, log }, async (trx) => {
        for (const work of works) await work(trx)
      })
    } catch (error) {
      log.error({ error: (error as Error).message }, 'what was left until after the answers was not written')
    }
  }

  function written(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const works = [...left.values()]
    left.clear()
    if (works.length > 0) last = last.then(() => writeAll(works))
    return last
  }

  return {
    write(name, work) {
      left.set(name, work)
      timer ??= setTimeout(() => void written(), gathering).unref()
    },
    written,
  }
}
