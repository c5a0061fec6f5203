import { sql } from 'kysely'
import type { Database } from './database.ts'
import { isDiskFull } from './failure.ts'

/** Writes, and the memory of whether the last one found the disk full. */
export function watchWrites(write: Database['write']): Pick<Database, 'write' | 'writes' | 'isFull'> {
  let wasFull = false
  let writes = 0
  const watched: Database['write'] = async (work) => {
    try {
      const result = await write(work)
      wasFull = false
      return result
    } catch (error) {
      if (isDiskFull(error)) wasFull = true
      throw error
    } finally {
      writes++
    }
  }
  return {
    write: watched,
    writes: () => writes,
    async isFull() {
      if (!wasFull) return false
      try {
        // Somebody may have made room meanwhile, and nobody written since.
        await watched((trx) => sql`update migration set at = at`.execute(trx))
        return false
      } catch (error) {
        if (isDiskFull(error)) return true
        throw error
      }
    },
  }
}
