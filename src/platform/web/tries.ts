import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Db, Trx } from '../db/database.ts'

declare module '../db/tables.ts' {
  interface Tables {
    /** How often something was tried, by kind and place. */
    tries: {
      kind: string
      place: number
      count: number
      /** Until when these are counted; afterwards the first of the next begins. */
      until: string
    }
  }
}

/** How long tries are counted, and how long somebody waits who had too many. */
export const waitSeconds = 900
/** In how many places tries of a kind are counted that strangers make: bounded, whatever they try. */
const places = 32_768
/** Where the keys are of rows, which nobody makes by trying. */
const placesOfRows = 2 ** 31

/** What is tried: of which kind, by which key, how often at most. */
export interface Tried {
  kind: string
  key: string
  most: number
  /** The key is a row's, and shares its place with no other. */
  isOfRow?: boolean
}

/**
 * The place of a key is chosen with the secret, so that nobody can find another that shares it, nor read from the database what was tried;
 * all processes choose the same.
 */
function placeOf({ config }: Pick<App, 'config'>, { kind, key, isOfRow }: Tried): number {
  const digest = createHmac('sha256', config.secret)
    .update(JSON.stringify(['tries', kind, key]))
    .digest()
  return digest.readUInt32BE() % (isOfRow ? placesOfRows : places)
}

/**
 * Counts one more of each, in all processes together; false where there were too many of one in a quarter of an hour. Then nothing is
 * written: who goes on trying takes nobody's turn.
 */
export async function take(app: Pick<App, 'db' | 'config'>, tried: readonly Tried[]): Promise<boolean> {
  const counted = tried.map((one) => ({ ...one, place: placeOf(app, one) }))
  const now = Date.now()
  if (await isTooMany(app.db.read, counted, now)) return false
  return app.db.write(async (trx) => {
    for (const one of counted) if ((await countIn(trx, one, now)) > one.most) return false
    return true
  })
}

type Counted = Tried & { place: number }

const at = (moment: number) => new Date(moment).toISOString()

async function isTooMany(db: Db, counted: readonly Counted[], now: number): Promise<boolean> {
  const full = await db
    .selectFrom('tries')
    .select('place')
    .where((eb) =>
      eb.or(
        counted.map(({ kind, place, most }) =>
          eb.and([eb('kind', '=', kind), eb('place', '=', place), eb('count', '>=', most), eb('until', '>', at(now))]),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return full !== undefined
}

async function countIn(trx: Trx, { kind, place }: Counted, now: number): Promise<number> {
  const isOver = sql<boolean>`tries.until <= ${at(now)}`
  const next = at(now + waitSeconds * 1000)
  const { count } = await trx
    .insertInto('tries')
    .values({ kind, place, count: 1, until: next })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'place']).doUpdateSet({
        count: sql`case when ${isOver} then 1 else tries.count + 1 end`,
        until: sql`case when ${isOver} then ${next} else tries.until end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

/** These were no wrong ones after all: `forgotten` are counted anew, of `givenBack` one is counted less. */
export async function untake(
  app: Pick<App, 'db' | 'config'>,
  { forgotten = [], givenBack = [] }: { forgotten?: readonly Tried[]; givenBack?: readonly Tried[] },
): Promise<void> {
  await app.db.write(async (trx) => {
    for (const one of forgotten)
      await trx.deleteFrom('tries').where('kind', '=', one.kind).where('place', '=', placeOf(app, one)).execute()
    for (const one of givenBack)
      await trx
        .updateTable('tries')
        .set({ count: sql`count - 1` })
        .where('kind', '=', one.kind)
        .where('place', '=', placeOf(app, one))
        .where('count', '>', 0)
        .execute()
  })
}

/** Counts whose time is over go. */
export async function forgetTries({ db }: Pick<App, 'db'>): Promise<void> {
  await db.write((trx) => trx.deleteFrom('tries').where('until', '<=', at(Date.now())).execute())
}
