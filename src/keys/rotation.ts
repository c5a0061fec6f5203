import { sql } from 'kysely'
import { commandLineActor, perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { enqueue, type Handler } from '#src/platform/queue/queue.ts'
import { isHomeless } from '#src/platform/vault.ts'
import { lastKey, type Place, places, type SealedRow, sealedAfter, sealedRows, stride } from './places.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'key rotated': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'sealing anew': { place: number; after: number }
  }
}

export interface Outcome {
  /** Rows that were sealed anew. */
  resealed: number
  /** Texts that nothing opens; they are left as they are. */
  lost: number
}

/**
 * Seals with the newest key, for its home, whatever was sealed otherwise, everywhere, in short transactions. It can be stopped and
 * run again at any moment: what is done is done. It goes on until a whole round finds nothing more, so what others write meanwhile is
 * found too.
 */
export async function resealEverything(app: App): Promise<Outcome> {
  const outcome: Outcome = { resealed: 0, lost: 0 }
  for (let found = -1; found !== 0; ) {
    found = 0
    outcome.lost = 0
    for (const place of places)
      for await (const rows of sealedRows(app.db.read, place)) found += await resealRows(app, place, rows, outcome)
    outcome.resealed += found
  }
  if (outcome.resealed > 0)
    await perform(app, commandLineActor, (act) =>
      record(act, { kind: 'key rotated', changes: { sealed: [null, String(outcome.resealed)] } }),
    )
  return outcome
}

/** Strides of one item of the queue. */
const strides = 20

/**
 * The same as work of the queue, some rows at a time, for what an older Ficha sealed for no home: the migration that found such texts
 * left it there. Nothing seals like that any more, so once through is enough.
 */
export const runResealing: Handler<{ place: number; after: number }> = async (app, { place: number, after }) => {
  const place = places[number]
  if (!place) return
  const last = await lastKey(app.db.read, place)
  let next = after
  for (let i = 0; i < strides && next < last; i++, next += stride)
    await resealRows(app, place, await sealedAfter(app.db.read, place, next), { resealed: 0, lost: 0 })
  const rest = next < last ? { place: number, after: next } : { place: number + 1, after: 0 }
  await app.db.write((trx) => enqueue(trx, { kind: 'sealing anew', payload: rest, at: app.clock().toISOString() }))
  app.queue.poke()
}

/** Gives how many rows it has written. A row that somebody has changed since it was read is left for the next round. */
async function resealRows(app: App, place: Place, rows: readonly SealedRow[], outcome: Outcome): Promise<number> {
  const { vault } = app
  const changed = rows.flatMap((row) => {
    let stale = false
    const now = place.replaced(row, (sealed, home) => {
      const text = vault.open(sealed, home)
      if (text === null) outcome.lost++
      if (text === null || !vault.isStale(sealed)) return sealed
      stale = true
      return vault.seal(text, home)
    })
    return stale ? [{ ...row, now }] : []
  })
  if (changed.length === 0) return 0
  const column = sql.ref(place.column)
  return app.db.write(async (trx) => {
    let written = 0
    for (const { key, text, now } of changed) {
      const { numAffectedRows } = await sql`
        update ${sql.table(place.table)} set ${column} = ${now}
        where ${sql.ref(place.key)} = ${key} and ${column} = ${text}`.execute(trx)
      written += Number(numAffectedRows ?? 0)
    }
    return written
  })
}

/** How many sealed texts nothing opens, and how many open anywhere, place by place: for the doctor. */
export async function unopenable(app: App): Promise<string[]> {
  const lines: string[] = []
  for (const place of places) {
    let [lost, homeless] = [0, 0]
    for await (const rows of sealedRows(app.db.read, place))
      for (const row of rows)
        place.replaced(row, (sealed, home) => {
          if (app.vault.open(sealed, home) === null) lost++
          else if (isHomeless(sealed)) homeless++
          return sealed
        })
    const name = `${place.table}.${place.column}`
    if (lost > 0) lines.push(`${lost} sealed text(s) in ${name} that no key opens there`)
    if (homeless > 0)
      lines.push(`${homeless} sealed text(s) in ${name} that are not bound to their row: run ficha rotate-key`)
  }
  return lines
}
