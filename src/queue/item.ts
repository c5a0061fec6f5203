import type { Selectable } from 'kysely'
import { type Act, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { payloadOf } from '#src/platform/queue/outcome.ts'
import type { About } from '#src/platform/queue/queue.ts'
import { changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'work tried again': true
    'work discarded': true
  }
}

export type QueueItem = Selectable<Tables['queue_item']>
export interface NamedItem extends QueueItem {
  /** What it is about, where its noun names it. */
  about: About | null
  /** False where no part of Ficha does such work any more. */
  isKnown: boolean
}

/** Items that were given up, as a query to count: it reads an index of those alone. */
export const deadWork = (db: Db) => db.selectFrom('queue_item').select('id').where('dead_at', 'is not', null)

/** How many items were given up. */
export const countOfDead = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom(deadWork(db).as('dead'))
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

/** Items that were given up, the newest first, from the one before `before` on. */
export const deadItems = (db: Db, before: number | null, most: number): Promise<QueueItem[]> =>
  db
    .selectFrom('queue_item')
    .selectAll()
    .where('dead_at', 'is not', null)
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(most)
    .execute()

/** Items that run or wait, those first that are due first. */
export const pendingItems = (db: Db, most: number): Promise<QueueItem[]> =>
  db
    .selectFrom('queue_item')
    .selectAll()
    .where('dead_at', 'is', null)
    .orderBy('run_at')
    .orderBy('id')
    .limit(most)
    .execute()

/** The same items with what they are about: one query for each kind among them. */
export async function named(app: App, db: Db, items: readonly QueueItem[]): Promise<NamedItem[]> {
  const about = new Map<number, About | null>()
  for (const kind of new Set(items.map((item) => item.kind))) {
    const readable = items.filter((item) => item.kind === kind && payloadOf(item) !== undefined)
    const names = (await app.queue.workOf(kind)?.about?.(db, readable.map(payloadOf))) ?? []
    readable.forEach((item, i) => void about.set(item.id, names[i] ?? null))
  }
  return items.map((item) => ({
    ...item,
    about: about.get(item.id) ?? null,
    isKnown: app.queue.workOf(item.kind) !== undefined,
  }))
}

/** Whether somebody has to decide about it: it was given up, or nobody knows its kind any more. */
export const isStuck = (item: Pick<NamedItem, 'dead_at' | 'isKnown'>): boolean => item.dead_at !== null || !item.isKnown

/** An item that is stuck, to be confirmed. Throws 404 where there is none of that number. */
export async function findStuck(app: App, db: Db, id: number | null): Promise<NamedItem> {
  const item =
    id === null ? undefined : await db.selectFrom('queue_item').selectAll().where('id', '=', id).executeTakeFirst()
  const [found] = item ? await named(app, db, [item]) : []
  if (!found || !isStuck(found)) throw notFound()
  return found
}

/** Work that was given up, held until the transaction ends, for an admin: else 403. Throws 404 where it is not there any more. */
async function lockedStuck(app: App, act: Act, id: number): Promise<NamedItem> {
  await locked(act.trx, 'queue_item', id)
  await must(act, 'admin')
  return findStuck(app, act.trx, id)
}

const told = (item: NamedItem) => ({
  ...(item.about ? { subject: item.about.name } : {}),
  changes: { work: [null, item.kind] as const },
})

/** Has work that was given up tried again, from the first try on. Throws 404 where it is not there any more, 409 for an unknown kind. */
export async function retryItem(act: Act, app: App, id: number): Promise<void> {
  const item = await lockedStuck(app, act, id)
  if (item.dead_at === null || !item.isKnown) throw changedMeanwhile()
  await act.trx
    .updateTable('queue_item')
    .set({ dead_at: null, error: null, reason: null, attempts: 0, run_at: act.at })
    .where('id', '=', id)
    .execute()
  const payload = payloadOf(item)
  if (payload !== undefined) await app.queue.workOf(item.kind)?.revived?.(app, act, payload)
  await record(act, { kind: 'work tried again', ...told(item) })
}

/** Forgets work that was given up. What it was about stays failed. Throws 404 where it is not there any more. */
export async function discardItem(act: Act, app: App, id: number): Promise<void> {
  const item = await lockedStuck(app, act, id)
  const payload = payloadOf(item)
  // Once more: it may have been given up before its noun was told of that.
  if (payload !== undefined) await app.queue.workOf(item.kind)?.gaveUp?.(app, act, payload, item.reason ?? 'unexpected')
  await act.trx.deleteFrom('queue_item').where('id', '=', id).execute()
  await record(act, { kind: 'work discarded', ...told(item) })
}

/** For the doctor: a line for each item that is stuck. */
export async function stuckWork({ db, queue }: App): Promise<string[]> {
  const kinds = queue.kinds()
  const stuck = await db.read
    .selectFrom('queue_item')
    .select(['id', 'kind', 'attempts', 'error', 'dead_at'])
    .where((or) => or.or([or('dead_at', 'is not', null), or('kind', 'not in', kinds)]))
    .orderBy('id')
    .execute()
  return stuck.map(({ id, kind, attempts, error, dead_at }) =>
    dead_at === null
      ? `“${kind}” (${id}) waits for ever: this version knows no such work`
      : `“${kind}” (${id}) was given up at ${dead_at} after ${attempts} tries: ${error}. See Settings → Background work`,
  )
}
