import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely'
import type { Db, Trx } from './database.ts'
import type { Tables } from './tables.ts'

/** What a filter may be about. */
type Subject = 'account' | 'contact'
type Query<S extends Subject> = SelectQueryBuilder<Tables, S, object>
export type Condition<S extends Subject> = (eb: ExpressionBuilder<Tables, S>) => Expression<SqlBool>
/** The numbers of those of which something is true, as `account_id` or `contact_id`, each once. */
export type Numbers = SelectQueryBuilder<any, any, object>

/** One thing that a filter asks. */
export interface Asked<S extends Subject> {
  /** Of each row. None where the other says all that is known of it, and that is asked besides. */
  holds?: Condition<S>
  /** Those of which it may be true: where they are few, a query begins with them. */
  rows?: Numbers
  /** That it is true of all of these. */
  isExact?: boolean
}

/** That a row is among those whose numbers stand in a table. */
export const among = <S extends Subject>(subject: S, table: string, rows: Numbers) => ({
  holds: ((eb) => eb.exists(rows.whereRef(`${table}.${subject}_id`, '=', `${subject}.id` as never))) as Condition<S>,
  rows,
  isExact: true,
})

/** So many rows are sooner gathered and sorted than a list is walked along until a page of them is found; of more, the walk is short. */
const few = 3_000

/**
 * The rows of which all is true that is asked. The query begins with the rarest of it, if that is rare, as far as that is worth counting;
 * if nothing is, it `walks` along what it is then sorted by, and asks all of each row. One query more, where anything can be rare.
 */
export async function askedOf<S extends Subject>(db: Db | Trx, subject: S, asked: readonly Asked<S>[]) {
  const rarest = await rarestOf(db, asked)
  const begun = rarest?.rows ? beginningWith(db, subject, rarest.rows) : (db.selectFrom(subject) as unknown as Query<S>)
  const others = asked.filter((one) => one !== rarest || !one.isExact)
  const query = others.reduce((narrow, { holds }) => (holds ? narrow.where(holds as never) : narrow), begun)
  return { query, walks: !rarest && asked.length > 0 }
}

/** A cross join: SQLite keeps its order, and begins with these. To PostgreSQL it is a join like any other. */
const beginningWith = <S extends Subject>(db: Db | Trx, subject: S, rows: Numbers) =>
  db
    .selectFrom(rows.as('begun'))
    .crossJoin(subject as 'account')
    .whereRef(`${subject}.id` as never, '=', `begun.${subject}_id` as never) as unknown as Query<S>

async function rarestOf<S extends Subject>(db: Db | Trx, asked: readonly Asked<S>[]): Promise<Asked<S> | null> {
  const countable = asked.filter(({ rows }) => rows !== undefined)
  if (countable.length === 0) return null
  const counts = (await db
    .selectNoFrom((eb) =>
      countable.map(({ rows }, i) =>
        eb
          .selectFrom(rows!.limit(few + 1).as('some'))
          .select((some) => some.fn.countAll<number>().as('count'))
          .as(`of_${i}`),
      ),
    )
    .executeTakeFirstOrThrow()) as Record<string, number>
  const rare = countable
    .map((one, i) => ({ one, count: Number(counts[`of_${i}`]) }))
    .filter(({ count }) => count <= few)
    .sort((one, other) => one.count - other.count)
  return rare[0]?.one ?? null
}
