import type { SelectQueryBuilder } from 'kysely'
import type { Db, Trx } from './database.ts'

/** So many rows are sooner gathered and sorted than a list is walked along until a page of them is found; of more, the walk is short. */
const few = 3_000

/**
 * Which of these queries gives the fewest rows, where that is few: another does best to begin with it. Null where each gives many. They
 * are counted only as far as that tells, and not beyond `most` where one is dear to count. One query; none where there are none.
 */
export async function rarestOf<Q extends { rows: SelectQueryBuilder<any, any, object>; most?: number }>(
  db: Db | Trx,
  queries: readonly Q[],
): Promise<Q | null> {
  if (queries.length === 0) return null
  const counts = (await db
    .selectNoFrom((eb) =>
      queries.map(({ rows, most = few }, i) =>
        eb
          .selectFrom(rows.limit(most + 1).as('some'))
          .select((some) => some.fn.countAll<number>().as('count'))
          .as(`of_${i}`),
      ),
    )
    .executeTakeFirstOrThrow()) as Record<string, number>
  const rare = queries
    .map((query, i) => ({ query, count: counts[`of_${i}`]! }))
    .filter(({ query, count }) => count <= (query.most ?? few))
  return rare.sort((one, other) => one.count - other.count)[0]?.query ?? null
}
