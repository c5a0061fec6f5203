import type { App } from '#src/platform/app.ts'
import type { Figure } from '#src/platform/metrics/figures.ts'
import { countOfDead } from './item.ts'

/** No more items of a kind are counted: so much of its index is read. */
const mostCounted = 10_000

const waiting = ({ db }: App, kind: string) =>
  db.read.selectFrom('queue_item').where('kind', '=', kind).where('dead_at', 'is', null)

async function countWaiting(app: App, kind: string): Promise<number> {
  const { count } = await app.db.read
    .selectFrom(waiting(app, kind).select('id').limit(mostCounted).as('waiting'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** For how many seconds the oldest item could have been done by now. */
async function oldest(app: App, kind: string): Promise<number> {
  const first = await waiting(app, kind).select('run_at').orderBy('run_at').limit(1).executeTakeFirst()
  return first ? Math.max(0, app.clock().getTime() - Date.parse(first.run_at)) / 1000 : 0
}

const ofEachKind = async (app: App, of: (app: App, kind: string) => Promise<number>) =>
  new Map(await Promise.all(app.queue.kinds().map(async (kind) => [kind, await of(app, kind)] as const)))

export const queueFigures: readonly Figure[] = [
  {
    name: 'queue_items',
    help: 'Work that waits or is in hand, counted up to 10,000 of a kind',
    label: 'kind',
    count: (app) => ofEachKind(app, countWaiting),
  },
  {
    name: 'queue_oldest_seconds',
    help: 'For how many seconds the oldest of it could have been done',
    label: 'kind',
    count: (app) => ofEachKind(app, oldest),
  },
  { name: 'queue_dead_items', help: 'Work that was given up', count: ({ db }) => countOfDead(db.read) },
]
