import type { KyselyPlugin } from 'kysely'
import type { Act } from '#src/audit/audit.ts'

/** Performs a verb; gives how many statements it took. Counted by their results: one that is prepared is built once for many times. */
export async function statementsOf(act: Act, verb: (act: Act) => Promise<unknown>): Promise<number> {
  let count = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      count++
      return result
    },
  }
  await verb({ ...act, trx: act.trx.withPlugin(counting) as Act['trx'] })
  return count
}
